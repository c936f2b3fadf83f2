"""Which offers a plan's rows use, in which shares, looked up in the tables of the case."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture_models.tables.case import Case
from stockposture_models.tables.links import positions_in

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class OffersUsed:
    """The offers of ``n`` items, at most two each.

    Parameters
    ----------
    offer
        (n, 2) rows of ``case.offers``; 0 where not used.
    share
        (n, 2) part of every order; 0 where not used.
    """

    offer: NDArray[np.int64]
    share: Floats

    def mean_of(self, values: "pd.Series[float]") -> Floats:
        """Return (n,) the mean of a column of the offers, weighted with the shares."""
        mean: Floats = (self.share * values.to_numpy(dtype=np.float64)[self.offer]).sum(axis=1)
        return mean


def offers_used(rows: pd.DataFrame, case: Case) -> OffersUsed:
    """Return the offers that rows of a plan use.

    Parameters
    ----------
    rows
        One row an item of the case, in its order, with ``suppliers`` and ``shares``.
    case
        The case.

    Raises
    ------
    ValueError
        If a row names a supplier that does not offer the item, or not as many shares.
    """
    name_code, names = _split(rows["suppliers"])
    share_code, shares = _split(rows["shares"])
    suppliers = pd.Series(names.ravel(), dtype="str")
    known = positions_in(suppliers, case.suppliers["supplier"]).reshape(names.shape)
    supplier, share = known[name_code], np.where(shares == "", "0", shares).astype(np.float64)[share_code]
    used = share > 0.0
    seller = positions_in(case.offers["supplier"], case.suppliers["supplier"])
    wide = len(case.suppliers)
    item = np.repeat(np.arange(len(case.items)), np.diff(case.first_offer))
    # Offers stand by item, then supplier; suppliers by name: the keys ascend.
    keys = item * wide + seller
    wanted = np.arange(len(rows))[:, np.newaxis] * wide + supplier
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    lost = (used & ((supplier < 0) | (keys[place] != wanted))).any(axis=1) | (used != (names != "")[name_code]).any(
        axis=1
    )
    if lost.any():
        row = rows.iloc[int(lost.argmax())]
        raise ValueError(f"{row['sku']}: suppliers {row['suppliers']!r} in shares {row['shares']!r} are not offered")
    return OffersUsed(np.where(used, place, 0), share)


def _split(texts: "pd.Series[str]") -> tuple[NDArray[np.int64], NDArray[np.str_]]:
    """Return the number of each text, and the two parts of each distinct one, empty where there is one."""
    code, distinct = pd.factorize(texts)
    parts = [([*str(text).split("|"), ""])[:2] for text in distinct]
    return code, np.array(parts, dtype=np.str_).reshape(-1, 2)
