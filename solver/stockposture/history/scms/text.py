"""Mojibake: UTF-8 that was once read as cp1252."""

import pandas as pd

SUSPECT = "[ÃÂâ]"


def _mended(text: str) -> str:
    """Return the text as it was meant, or unchanged if it was not UTF-8 read as cp1252."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def mend_mojibake(text: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the table with mended cells and their number.

    >>> mended, count = mend_mojibake(pd.DataFrame({"site": ["GrÃ¸nland, Oslo", "Côte d'Ivoire"]}))
    >>> mended["site"].tolist(), count
    (['Grønland, Oslo', "Côte d'Ivoire"], 1)
    """
    mended = text.copy()
    count = 0
    for name in text.columns:
        suspects = text.loc[text[name].str.contains(SUSPECT), name]
        repaired = suspects.map({value: _mended(value) for value in suspects.unique()})
        changed = repaired[repaired != suspects]
        if len(changed):
            mended.loc[changed.index, name] = changed
            count += len(changed)
    return mended, count
