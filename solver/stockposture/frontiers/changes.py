"""What changes from one point of a frontier to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from stockposture.frontiers.decisions import CHOICES, Decisions, Words
from stockposture.frontiers.point import Missed, Point

#: Columns of the table of steps.
STEPS = (
    "step",
    "along",
    "from_point",
    "to_point",
    "items",
    "postures",
    "splits",
    "suppliers",
    "adjusted",
    "capital_more",
    "space_more",
    "relevant_cost_less",
)
#: Columns of the table of changes.
CHANGES = (
    "step",
    "from_point",
    "to_point",
    "sku",
    "changes",
    *(f"{choice}_{end}" for choice in CHOICES for end in ("from", "to")),
    "buffer_units_from",
    "buffer_units_to",
    "capital_more",
    "relevant_cost_less",
)
_ENDS = ("step", "from_point", "to_point")
_NUMBERS = {name: float for name in CHANGES if name in _ENDS or name.startswith(("buffer", "capital", "relevant"))}
#: Which choices change, by the sum of 1, 2, 4 for each.
_NAMES = pd.array(
    [" + ".join(name for place, name in enumerate(CHOICES) if bits >> place & 1) for bits in range(8)], dtype="str"
)


@dataclass(frozen=True)
class Step:
    """From one point to the next looser one.

    Parameters
    ----------
    along
        The limit that is looser: ``capital`` or ``space``.
    tight, loose
        Places of the points.
    """

    along: str
    tight: int
    loose: int


def steps_between(points: Sequence[Point | Missed]) -> list[Step]:
    """Return the steps along capital under each space limit, then along space under each capital cap.

    Points without a plan are stepped over.

    Parameters
    ----------
    points
        In any order.
    """
    steps = []
    for along, other in (("capital", "space"), ("space", "capital")):
        lines: dict[float, list[int]] = {}
        for place, point in enumerate(points):
            if isinstance(point, Point):
                lines.setdefault(getattr(point.caps, other), []).append(place)
        for line in lines.values():
            line.sort(key=lambda place: getattr(points[place].caps, along))
            steps += [Step(along, *pair) for pair in pairwise(line)]
    return steps


def changes_along(
    points: Sequence[Point | Missed], skus: "pd.Series[str]", words: dict[str, Words]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the steps, and the items that change posture, split or suppliers at each.

    Parameters
    ----------
    points
        All points.
    skus
        (n,) the items.
    words
        Of the decisions' codes.

    Returns
    -------
    steps
        One row a step, columns :data:`STEPS`: how many ``items`` change, how many of them ``postures``, ``splits`` and
        ``suppliers``; how many others are ``adjusted`` in buffer, order interval or shares alone; what the looser plan
        ties up, fills and saves more.
    changes
        One row an item and step, columns :data:`CHANGES`; within a step those first whose capital changes most.
    """
    rows, tables = [], []
    for number, step in enumerate(steps_between(points), start=1):
        tight, loose = points[step.tight], points[step.loose]
        if not (isinstance(tight, Point) and isinstance(loose, Point)):
            continue  # steps go between plans only
        ends = (number, step.tight + 1, step.loose + 1)
        table = _changes(tight.decisions, loose.decisions, skus, words)
        tables.append(table.assign(**dict(zip(_ENDS, ends, strict=True)))[list(CHANGES)])
        before, after = tight.summary, loose.summary
        counts = [int((table[f"{name}_from"] != table[f"{name}_to"]).sum()) for name in CHOICES]
        more = (
            after.capital - before.capital,
            after.space_m3 - before.space_m3,
            before.costs.relevant - after.costs.relevant,
        )
        adjusted = _adjusted(tight.decisions, loose.decisions) - len(table)
        rows.append((number, step.along, *ends[1:], len(table), *counts, adjusted, *more))
    if not rows:
        none = skus.iloc[:0]
        empty = pd.DataFrame(dict.fromkeys(CHANGES, none)).astype(_NUMBERS)
        return pd.DataFrame(dict.fromkeys(STEPS, none)).astype(dict.fromkeys(set(STEPS) - {"along"}, float)), empty
    return pd.DataFrame(rows, columns=STEPS), pd.concat(tables, ignore_index=True)


def _adjusted(tight: Decisions, loose: Decisions) -> int:
    """Return how many items are anything else than they were."""
    differs = [tight.codes[name] != loose.codes[name] for name in tight.codes]
    differs.append(tight.buffer_units != loose.buffer_units)
    differs.append(tight.order_interval_days != loose.order_interval_days)
    return int(np.logical_or.reduce(differs).sum())


def _changes(tight: Decisions, loose: Decisions, skus: "pd.Series[str]", words: dict[str, Words]) -> pd.DataFrame:
    """Return the items that change, those first whose capital changes most."""
    differs = {name: tight.codes[name] != loose.codes[name] for name in CHOICES}
    where = np.flatnonzero(np.logical_or.reduce(list(differs.values())))
    more = loose.capital[where] - tight.capital[where]
    order = np.argsort(-np.abs(more), kind="stable")
    where, more = where[order], more[order]
    columns: dict[str, object] = {"sku": skus.take(where).reset_index(drop=True)}
    columns["changes"] = _NAMES.take(sum(differs[name][where] << place for place, name in enumerate(CHOICES)))
    for name in CHOICES:
        columns[f"{name}_from"] = words[name].texts(tight.codes[name][where])
        columns[f"{name}_to"] = words[name].texts(loose.codes[name][where])
    columns["buffer_units_from"] = tight.buffer_units[where]
    columns["buffer_units_to"] = loose.buffer_units[where]
    columns["capital_more"] = more
    columns["relevant_cost_less"] = tight.relevant_cost[where] - loose.relevant_cost[where]
    return pd.DataFrame(columns)
