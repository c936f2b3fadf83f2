"""Text that a spreadsheet would run as a formula, made harmless and brought back exactly.

Excel takes a cell of a CSV file that begins with ``=``, ``+``, ``-`` or ``@`` (or with a tab or line break
before one) for a formula, whoever wrote it. Such text gets an apostrophe in front, the spreadsheet's own sign
for text; so does text that begins with an apostrophe itself, which makes the rule reversible: to read, take
the apostrophe away from before one of these signs. Tables of a case are read by the same rule.

>>> guard(pd.Series(["=1+1", "bolt", "'", ""])).tolist()
["'=1+1", 'bolt', "''", '']
>>> unguard(guard(pd.Series(["=1+1", "bolt", "'", ""]))).tolist()
['=1+1', 'bolt', "'", '']
"""

import pandas as pd

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def guard(text: pd.Series) -> pd.Series:
    """Return the text with an apostrophe before what a spreadsheet would run.

    Parameters
    ----------
    text
        Series of ``str``, no missing values.
    """
    risky = text.str.startswith(_RISKY)
    return text.mask(risky, "'" + text) if bool(risky.any()) else text


def unguard(text: pd.Series) -> pd.Series:
    """Return the text that :func:`guard` was given."""
    guarded = text.str.startswith(tuple("'" + sign for sign in _RISKY))
    return text.mask(guarded, text.str.slice(1)) if bool(guarded.any()) else text
