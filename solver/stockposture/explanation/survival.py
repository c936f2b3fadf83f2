"""How long the item lives without what supplies it, against how long that is away: the fluid picture."""

import math

import pandas as pd

from stockposture.explanation.alone import Alone
from stockposture.simulation.stress.survive import time_to_survive

COLUMNS = (
    "kind",
    "name",
    "outages_per_year",
    "time_to_recover_days",
    "share_stopped",
    "time_to_survive_days",
    "time_to_survive_full_days",
    "survives",
)


def survival(alone: Alone) -> pd.DataFrame:
    """Return one row a failure that can strike what supplies the item.

    - ``kind``, ``name``: the supplier, or the region with all its suppliers; ``outages_per_year``
    - ``time_to_recover_days``: mean length of its outages R. What is ordered meanwhile leaves at recovery, up to R days
      late; goods in transit arrive: so supply stops for R days, a lead time after the outage begins
    - ``share_stopped``: its part of every order
    - ``time_to_survive_days``: how long the buffer b lasts: b / (mu times the share that nobody else delivers); b is
      what is left on the mean day before an arrival. Others take over what they can add (``surge_fraction`` of their
      own share) once ``surge_delay_days`` are over
    - ``time_to_survive_full_days``: the same of b and one order interval's demand: on the mean day after an arrival
    - ``survives``: whether the buffer lasts at least as long as the outage, on the mean

    A mean outage and mean demand: half of all outages are longer than about 0.7 R, some far longer.
    """
    row, suppliers = alone.row, alone.case.suppliers.set_index("supplier", drop=False)
    mean = float(alone.case.items["demand_mean"].iloc[0])
    names = str(row["suppliers"]).split("|")
    shares = dict(zip(names, map(float, str(row["shares"]).split("|")), strict=True))
    struck = [
        ("supplier", name, [name], float(suppliers["disruption_rate"][name]), float(suppliers["disruption_days"][name]))
        for name in names
    ]
    for region in alone.case.regions.to_dict("records"):
        there = [name for name in names if suppliers["region"][name] == region["region"]]
        if there:
            struck.append(
                ("region", region["region"], there, float(region["disruption_rate"]), float(region["disruption_days"]))
            )
    rows = []
    for kind, name, down, rate, days in struck:
        stopped = sum(shares[other] for other in down)
        left = [other for other in names if other not in down]
        helps = [
            (float(suppliers["surge_delay_days"][other]), shares[other] * float(suppliers["surge_fraction"][other]))
            for other in left
        ]
        buffer = float(row["buffer_units"])
        lasts = _lasts(buffer, mean, stopped, helps)
        rows.append(
            {
                "kind": kind,
                "name": name,
                "outages_per_year": rate,
                "time_to_recover_days": days if rate > 0 else 0.0,
                "share_stopped": stopped,
                "time_to_survive_days": lasts,
                "time_to_survive_full_days": _lasts(
                    buffer + mean * float(row["order_interval_days"]), mean, stopped, helps
                ),
                "survives": rate == 0 or lasts >= days,
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _lasts(stock: float, mean: float, stopped: float, helps: list[tuple[float, float]]) -> float:
    """Return how long stock lasts while a share of supply is stopped and others help from some day on.

    With 10 a day, half of it stopped, and 0.3 of demand added from day 4 on, 40 units last 4 days and 20 / 2 more:

    >>> _lasts(40.0, 10.0, 0.5, [(4.0, 0.3)])
    14.0
    """
    since, short = 0.0, stopped
    for delay, added in sorted(helps):
        lasts = time_to_survive(stock, mean * short)
        if since + lasts <= delay:
            return since + lasts
        stock -= mean * short * (delay - since)
        since, short = delay, max(0.0, short - added)
        if short < 1e-12:
            return math.inf
    return since + time_to_survive(stock, mean * short)
