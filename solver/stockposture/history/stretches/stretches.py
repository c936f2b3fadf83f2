"""Disrupted stretches of time: of everything, of a region, of a supplier. Frozen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Columns of the table of stretches.
COLUMNS = ("scope", "name", "start", "end", "label", "source")


class Scope(StrEnum):
    """What a stretch disrupted."""

    ALL = "all"
    REGION = "region"
    SUPPLIER = "supplier"


class Source(StrEnum):
    """How a stretch is known."""

    GIVEN = "given"  #: in the history's table of periods
    FOUND = "found"  #: in its deliveries


def no_stretches() -> pd.DataFrame:
    """Return a table of stretches without rows."""
    text = {name: pd.Series(dtype=str) for name in COLUMNS}
    days = {name: pd.Series(dtype="datetime64[ns]") for name in ("start", "end")}
    return pd.DataFrame({**text, **days}, columns=list(COLUMNS))


@dataclass(frozen=True)
class Stretches:
    """When the world was not as usual.

    Parameters
    ----------
    table
        One row a stretch: ``scope`` (:class:`Scope`), ``name`` (of the region or supplier; blank for all), ``start``
        and ``end`` (its first and its last day, ``datetime64``), ``label`` (words), ``source`` (:class:`Source`).
    """

    table: pd.DataFrame = field(default_factory=no_stretches)

    def __len__(self) -> int:
        """Return the number of stretches."""
        return len(self.table)

    def of(self, scope: Scope) -> pd.DataFrame:
        """Return the stretches of one scope, in the order of name and start."""
        return self.table[self.table["scope"] == scope].sort_values(["name", "start"], ignore_index=True)

    def stable_days(self, days: pd.DatetimeIndex, region: str = "") -> NDArray[np.bool_]:
        """Return which days count as routine: those in no stretch of ``region``, nor of everything.

        Parameters
        ----------
        days
            (n,) days.
        region
            Region whose own stretches count too; blank: only those of everything, which is what demand goes by.
        """
        regions = pd.Series(region, index=range(len(days)), dtype=str)
        return ~self.covers(pd.Series(days), regions=regions)

    def covers(
        self, days: pd.Series, *, regions: pd.Series | None = None, suppliers: pd.Series | None = None
    ) -> NDArray[np.bool_]:
        """Return which days lie in a stretch of everything, of their region or of their supplier.

        Parameters
        ----------
        days
            (n,) ``datetime64``; a day that is not known lies in none.
        regions, suppliers
            (n,) the region and the supplier of each; ``None``: theirs are left aside.
        """
        names = {Scope.ALL: pd.Series("", index=days.index), Scope.REGION: regions, Scope.SUPPLIER: suppliers}
        inside = np.zeros(len(days), dtype=bool)
        for scope, of_each in names.items():
            spells = self.table[self.table["scope"] == scope]
            if of_each is not None and len(spells):
                inside |= _covered(days, of_each, spells)
        return inside

    def __iter__(self) -> Iterator[dict[str, object]]:
        """Iterate over the stretches as JSON takes them."""
        for row in self.table.to_dict("records"):
            days = {name: f"{row[name]:%Y-%m-%d}" for name in ("start", "end")}
            yield {str(name): value for name, value in (row | days).items()}


def _covered(days: pd.Series, names: pd.Series, spells: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which days lie between start and end of a spell of the same name."""
    merged = merge_spells(spells)
    known = pd.Index(merged["name"].unique())
    code = known.get_indexer(pd.Index(names))
    day = day_numbers(days)
    valid: NDArray[np.bool_] = days.notna().to_numpy(dtype=bool) & (code >= 0)
    start, end = day_numbers(merged["start"]), day_numbers(merged["end"])
    if not valid.any():
        return valid
    # One number line for all names: merged spells of a name are apart, so starts and ends go in one order.
    low = min(int(start.min()), int(day[valid].min()))
    width = max(int(end.max()), int(day[valid].max())) - low + 2
    owner = known.get_indexer(pd.Index(merged["name"])) * width - low
    at = code[valid] * width - low + day[valid]
    place = np.searchsorted(owner + start, at, side="right") - 1
    inside = np.zeros(len(days), dtype=bool)
    inside[valid] = (place >= 0) & (at <= (owner + end)[place])
    return inside


def merge_spells(spells: pd.DataFrame) -> pd.DataFrame:
    """Return spells of one name that overlap or touch as one: ``name``, ``start``, ``end``, in that order.

    >>> days = pd.to_datetime(["2012-01-01", "2012-01-05", "2012-02-01"])
    >>> ends = pd.to_datetime(["2012-01-04", "2012-01-09", "2012-02-02"])
    >>> merged = merge_spells(pd.DataFrame({"name": "X", "start": days, "end": ends}))
    >>> merged["start"].dt.day.tolist(), merged["end"].dt.day.tolist()
    ([1, 1], [9, 2])
    """
    ordered = spells[["name", "start", "end"]].sort_values(["name", "start", "end"], ignore_index=True)
    until = ordered.groupby("name")["end"].cummax().shift()
    first = (ordered["name"] != ordered["name"].shift()) | (ordered["start"] > until + pd.Timedelta(days=1))
    merged = ordered.groupby(first.cumsum()).agg({"name": "first", "start": "min", "end": "max"})
    return merged.reset_index(drop=True)


def day_numbers(days: pd.Series) -> NDArray[np.int64]:
    """Return days since 1970-01-01; what stands for a blank is of no use."""
    return days.to_numpy().astype("datetime64[D]").astype(np.int64)
