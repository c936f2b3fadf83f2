"""Tables of text, aligned for a terminal."""

import unicodedata
from collections.abc import Sequence

#: Columns of a terminal that a name may take.
MOST_OF_A_NAME = 40


def columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for wide letters, none for combining marks.

    >>> columns_of("bolt"), columns_of("螺栓"), columns_of("e\u0301")
    (4, 4, 1)
    """
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def shortened(text: str, most: int) -> str:
    """Return a text cut to so many columns, with dots where something is missing.

    >>> shortened("Northern Fasteners and Fittings", 15)
    'Northern Fas...'
    """
    if columns_of(text) <= most:
        return text
    kept = ""
    for letter in text:
        if columns_of(kept + letter) > most - 3:
            break
        kept += letter
    return kept.rstrip() + "..."


def table(rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = (1,)) -> list[str]:
    """Return rows of cells as lines.

    Parameters
    ----------
    rows
        The cells, as many in each row.
    right
        Columns set flush right: figures.
    """
    widths = [max(columns_of(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_set, row, widths, (at in right for at in range(len(row))))).rstrip() for row in rows]


def _set(cell: str, width: int, is_right: bool) -> str:  # noqa: FBT001 - called by map
    blank = " " * (width - columns_of(cell))
    return blank + cell if is_right else cell + blank
