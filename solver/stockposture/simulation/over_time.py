"""Capital and space day by day: how high they go, and how often beyond the cap."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stockposture.simulation.arrays import Floats
from stockposture.simulation.estimate import Moments
from stockposture.simulation.run import Replication
from stockposture_models.plan.plan import Plan

_MEASURES = ("mean", "p95", "highest", "part_over_cap")

#: A cap this large is no cap.
_NO_CAP = 1e30


@dataclass(frozen=True)
class OverTime:
    """What is kept of the daily series, run by run.

    Parameters
    ----------
    kind, name, unit
        (k,) capital, space, then each warehouse.
    cap
        (k,) ``nan`` where there is none.
    moments
        (k, 4) mean, 95th percentile, highest, part of days over the cap.
    """

    kind: tuple[str, ...]
    name: tuple[str, ...]
    unit: tuple[str, ...]
    cap: Floats
    moments: Moments

    @classmethod
    def of(cls, plan: Plan) -> "OverTime":
        """Return the series of a plan, with the caps it was made under."""
        places = plan.case.warehouses
        capacity = places["capacity_m3"].to_numpy(dtype=np.float64)
        caps = [_cap(plan.summary.capital_cap), _cap(plan.summary.space_cap), *map(_cap, capacity.tolist())]
        return cls(
            kind=("capital", "space", *("warehouse" for _ in capacity)),
            name=("capital", "space", *places["warehouse"]),
            unit=("currency", "m3", *("m3" for _ in capacity)),
            cap=np.array(caps),
            moments=Moments.like((len(caps), len(_MEASURES))),
        )

    def add(self, run: Replication) -> None:
        """Take in one run."""
        # The last row of the space is what stands outside the warehouses.
        series = [run.capital, run.space.sum(axis=0), *run.space[:-1]]
        found = np.empty((len(series), len(_MEASURES)))
        for row, (days, cap) in enumerate(zip(series, self.cap, strict=True)):
            over = np.nan if np.isnan(cap) else float((days > cap).mean())
            found[row] = days.mean(), np.quantile(days, 0.95), days.max(), over
        self.moments.add(found)

    def frame(self) -> pd.DataFrame:
        """Return one row each."""
        columns: dict[str, object] = {
            "kind": list(self.kind),
            "name": pd.Series(self.name, dtype="str"),
            "unit": list(self.unit),
            "cap": self.cap,
        }
        half_widths = self.moments.half_width
        for place, measure in enumerate(_MEASURES):
            columns[measure] = self.moments.mean[:, place]
            columns[f"{measure}_half_width"] = half_widths[:, place]
        return pd.DataFrame(columns)


def _cap(cap: float | None) -> float:
    return np.nan if cap is None or cap >= _NO_CAP else cap
