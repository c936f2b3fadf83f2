"""Outages that were seen, and how much time there was to see them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.history.stretches.find import Watched

Floats = NDArray[np.float64]

#: Mean lengths for which exposure is known, days.
MEAN_DAYS = np.geomspace(1.0, 1000.0, 46)


@dataclass(frozen=True)
class OutageCounts:
    r"""What was seen of the outages of some suppliers or regions.

    An outage is seen if, at the first order after its start, it still lasts longer than congestion would explain
    (:math:`c` days). Lengths are exponential, with mean :math:`m`, and have no memory: of an outage that starts
    :math:`u` days before an order, that is so with probability :math:`e^{-(u + c)/m}`, and what it then lasts beyond
    :math:`c` has again mean :math:`m`, whatever :math:`u` and :math:`c` are. So the time in which outages are seen is
    :math:`\sum m (1 - e^{-\text{gap}/m}) e^{-c/m}` over the gaps between orders while it delivers.

    Parameters
    ----------
    events
        (n,) outages that began within the history.
    exposure
        (n, len(:data:`MEAN_DAYS`)) years in which an outage of a given mean length would have been seen.
    recoveries, lasted
        (n,) outages whose end was seen, and days they lasted beyond :math:`c`, those that go on included.
    """

    events: Floats
    exposure: Floats
    recoveries: Floats
    lasted: Floats

    def years(self, mean_days: Floats) -> Floats:
        """Return (n, k) years of exposure at (n, k) mean lengths of outages."""
        place = np.interp(np.log(mean_days), np.log(MEAN_DAYS), np.arange(len(MEAN_DAYS)))
        low = np.minimum(place.astype(np.int64), len(MEAN_DAYS) - 2)
        part = place - low
        rows = np.arange(len(self.events))[:, np.newaxis]
        years: Floats = self.exposure[rows, low] * (1.0 - part) + self.exposure[rows, low + 1] * part
        return years


def count_outages(names: pd.Series, watched: Watched, spells: pd.DataFrame) -> OutageCounts:
    """Return the outages of each name.

    Parameters
    ----------
    names
        (n,) of suppliers or regions, each once.
    watched
        What was seen of them.
    spells
        Those of its spells that are outages of theirs.
    """
    index = pd.Index(names)
    limit = np.ceil(watched.longest.reindex(names).to_numpy(dtype=np.float64) - 1e-3) - 0.5
    at = index.get_indexer(pd.Index(spells["name"]))
    beyond = np.maximum(spells["wait"].to_numpy(dtype=np.float64) - limit[at], 0.5)
    return OutageCounts(
        events=_sums(at, 1.0 - spells["first"].to_numpy(dtype=np.float64), len(names)),
        exposure=_exposure(index, watched, limit),
        recoveries=_sums(at, 1.0 - spells["open"].to_numpy(dtype=np.float64), len(names)),
        lasted=_sums(at, beyond, len(names)),
    )


def _sums(at: NDArray[np.intp], of: Floats, size: int) -> Floats:
    sums: Floats = np.bincount(at, of, size).astype(np.float64)  # whole numbers if there is nothing to sum
    return sums


def _exposure(names: pd.Index, watched: Watched, limit: Floats) -> Floats:
    """Return (n, len(MEAN_DAYS)) years, 0 for a name that no wait would tell of."""
    days = watched.days[watched.days["name"].isin(names)]
    before = days.groupby("name")[["day", "until"]].shift()
    # While it stands still no outage can begin; the gap before the first order has no beginning.
    gap = (days["day"] - before.max(axis=1)).clip(lower=0.0)
    known = gap.notna().to_numpy(dtype=bool)
    gaps = gap.to_numpy(dtype=np.float64)[known]
    at = names.get_indexer(pd.Index(days["name"]))[known]
    years = np.empty((len(names), len(MEAN_DAYS)))
    tells = np.isfinite(limit)
    for k, mean in enumerate(MEAN_DAYS):
        seen = np.bincount(at, -mean * np.expm1(-gaps / mean), len(names))
        years[:, k] = seen * np.where(tells, np.exp(-np.where(tells, limit, 0.0) / mean), 0.0) / 365.0
    return years
