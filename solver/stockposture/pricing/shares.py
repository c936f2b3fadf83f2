"""Shares of suppliers: what is blank filled in, what nearly adds up scaled, what does not refused."""

import numpy as np

from stockposture.pricing.places import Places
from stockposture_models.candidates.terms import Floats
from stockposture_models.findings import Finding
from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.noted import positions_of

#: Shares of an item that add up to 1 give or take this are scaled: 33 % and 67 %, 0.33 and 0.66.
CLOSE = 0.0151
#: So near to 1 nothing need be said.
_EXACT = 1e-6


def shares_of(checked: CheckedTable, places: Places) -> tuple[Floats, list[Finding]]:
    """Return (r,) the share of each row, those of an item adding up to 1, and what was mended or refused.

    Blank shares of an item divide equally what the others leave.
    """
    given = checked.frame["share"].to_numpy(dtype=np.float64)
    here = places.item >= 0
    size = int(places.item.max(initial=-1)) + 1
    blank = np.isnan(given) & here
    item = places.item[here]
    known = np.bincount(item, weights=np.where(blank, 0.0, given)[here], minlength=size)
    blanks = np.bincount(item, weights=blank[here], minlength=size)
    left = np.clip(1.0 - known, 0.0, None)
    shares = np.zeros(len(given))
    each = np.divide(left, blanks, out=np.zeros_like(left), where=blanks > 0)
    shares[here] = np.where(blank[here], each[item], given[here])
    total = np.bincount(item, weights=shares[here], minlength=size)
    off = np.abs(total - 1.0)
    findings: list[Finding] = []
    if not size:
        return shares, findings
    column, head = checked.column("share"), _first_rows(places, size)
    with_rows = np.bincount(item, minlength=size) > 0
    nothing_left = with_rows & (blanks > 0) & (left <= 0.0)
    wrong = with_rows & (off > CLOSE) | nothing_left

    def remedy(position: int) -> str:
        of_item = places.item[position]
        if nothing_left[of_item]:
            return "another share is blank, and nothing is left for it: fill it in, or remove the row"
        return f"they add up to {total[of_item]:g}: correct them"

    findings += column.faults(head[positions_of(wrong)], "the item's shares do not add up to 1", remedy)
    close = with_rows & ~wrong & (off > _EXACT)
    findings += column.repair(head[positions_of(close)], "shares of an item nearly add up to 1: scaled")
    scale = np.divide(1.0, total, out=np.ones_like(total), where=total > 0)
    shares[here] *= scale[item]
    return shares, findings


def _first_rows(places: Places, size: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return (size,) the first row of each item; the number of rows where it has none."""
    head = np.full(size, len(places.item), dtype=np.int64)
    here = positions_of(places.item >= 0)
    np.minimum.at(head, places.item[here], here)
    return head
