"""Suppliers and regions ranked by what their failure for their time-to-recover would cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stockposture.simulation.stress.exposure import risk_exposure_index
from stockposture.simulation.stress.happening import Happening, outages_of
from stockposture.simulation.stress.outcome import Outcome
from stockposture.simulation.stress.scenario import DEFAULT_DAYS, MOST_DAYS
from stockposture.simulation.world import World
from stockposture_models.tables.case import Case

SUPPLIER, REGION = "supplier", "region"


@dataclass(frozen=True)
class Failure:
    """The failure of one supplier or region.

    Parameters
    ----------
    kind
        ``supplier`` or ``region``.
    name
        Its name.
    days
        How long it lasts.
    days_from
        Where that stands: ``table`` (disruption_days, rounded), ``option``, ``default`` (the tables name none).
    happening
        As the plan's items meet it.
    """

    kind: str
    name: str
    days: int
    days_from: str
    happening: Happening


def failures_of(case: Case, world: World, ttr_days: int | None) -> list[Failure]:
    """Return the failure of each supplier and each region of a case.

    Parameters
    ----------
    case, world
        The tables; the plan's items.
    ttr_days
        Length of every outage; the tables' if not said, and 30 days where they name none.
    """
    suppliers, regions = case.suppliers, case.regions
    of_region = world.supplier_region[np.newaxis, :] == np.arange(len(regions))[:, np.newaxis]
    down = [*np.eye(len(suppliers), dtype=np.bool_), *of_region]
    kinds = [SUPPLIER] * len(suppliers) + [REGION] * len(regions)
    names = [*suppliers["supplier"], *regions["region"]]
    lengths = [_length(days, ttr_days) for days in (*suppliers["disruption_days"], *regions["disruption_days"])]
    happenings = outages_of(down, [days for days, _ in lengths], names, world)
    return [
        Failure(kind, name, days, days_from, happening)
        for kind, name, (days, days_from), happening in zip(kinds, names, lengths, happenings, strict=True)
    ]


def ranking_of(failures: Sequence[Failure], horizons: Sequence[int], outcome: Outcome) -> pd.DataFrame:
    """Return the ranking, costliest first; the columns are in :mod:`stockposture.simulation.stress.result`.

    Parameters
    ----------
    failures, horizons
        What was replayed, and the days that each was watched.
    outcome
        What came out, one column each.
    """
    measures = outcome.measures()
    frame = pd.DataFrame(
        {
            "kind": pd.Series([failure.kind for failure in failures], dtype="str"),
            "name": pd.Series([failure.name for failure in failures], dtype="str"),
            "outage_days": np.array([failure.days for failure in failures], dtype=np.int64),
            "outage_days_from": pd.Series([failure.days_from for failure in failures], dtype="str"),
            "horizon_days": np.array(horizons, dtype=np.int64),
            "items": np.array([len(failure.happening.rows) for failure in failures], dtype=np.int64),
            **measures,
            "risk_exposure_index": risk_exposure_index(measures["money_lost"]),
        }
    )
    order = np.lexsort((frame["name"], frame["kind"], -frame["money_lost"].to_numpy()))
    return frame.iloc[order].reset_index(drop=True)


def _length(table_days: float, ttr_days: int | None) -> tuple[int, str]:
    if ttr_days is not None:
        return ttr_days, "option"
    if not table_days > 0.0:
        return DEFAULT_DAYS, "default"
    return min(max(1, int(np.floor(table_days + 0.5))), MOST_DAYS), "table"
