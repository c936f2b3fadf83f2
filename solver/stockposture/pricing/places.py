"""Where the rows of a spreadsheet of today's decisions stand in the case."""

from dataclasses import dataclass

import numpy as np

from stockposture_models.candidates.terms import Flags, Ints
from stockposture_models.tables.case import Case
from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.links import positions_in


@dataclass(frozen=True)
class Places:
    """Positions of ``r`` rows in the tables of a case; -1 where there is none.

    Parameters
    ----------
    item, supplier, offer
        (r,) rows of the case's tables. A supplier left blank is the item's incumbent, or the only one that offers it.
    unnamed
        (r,) rows that leave the supplier blank.
    """

    item: Ints
    supplier: Ints
    offer: Ints
    unnamed: Flags

    def first_row(self, count: int) -> Ints:
        """Return (count,) the first row of each item of the case, each of which has one."""
        head = np.full(count, len(self.item), dtype=np.int64)
        np.minimum.at(head, self.item, np.arange(len(self.item)))
        return head


def places_of(checked: CheckedTable, case: Case) -> Places:
    """Return where each row stands."""
    frame = checked.frame
    item = positions_in(frame["sku"], case.items["sku"])
    supplier = positions_in(frame["supplier"], case.suppliers["supplier"])
    unnamed = (frame["supplier"] == "").to_numpy(dtype=np.bool_)
    usual = _usual_offer(case)
    of_offer = positions_in(case.offers["supplier"], case.suppliers["supplier"])
    width = len(case.suppliers)
    owner = np.repeat(np.arange(len(case.items)), np.diff(case.first_offer))
    # Offers are sorted by item and supplier's name; by supplier's row they need not be.
    keys = owner * width + of_offer
    order = np.argsort(keys, kind="stable")
    wanted = item * width + supplier
    at = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    offer = np.where((keys[order][at] == wanted) & (item >= 0) & (supplier >= 0), order[at], -1)
    offer = np.where(unnamed & (item >= 0), usual[item], offer)
    return Places(item, np.where(unnamed & (offer >= 0), of_offer[offer], supplier), offer, unnamed)


def _usual_offer(case: Case) -> Ints:
    """Return (n,) each item's one incumbent offer, else its only one, else -1."""
    first, count = case.first_offer[:-1], np.diff(case.first_offer)
    incumbent = case.offers["incumbent"].to_numpy(dtype=np.bool_)
    incumbents = np.add.reduceat(incumbent.astype(np.int64), first)
    rows = np.arange(len(incumbent))
    named = np.maximum.reduceat(np.where(incumbent, rows, -1), first)
    return np.where(incumbents == 1, named, np.where(count == 1, first, -1))
