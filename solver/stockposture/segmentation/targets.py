"""From a target fill rate backwards: the stockout cost at which it is the cheapest thing to do."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.decomposition.crew.place import lanes_of
from stockposture.optimise.effort import Effort
from stockposture.planning.clock import Clock
from stockposture.planning.many import solve_many
from stockposture.planning.solve import by_threads, session_or_own
from stockposture.planning.warm import warm_own_process
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.segments.govern import govern
from stockposture_models.segments.value import unit_prices
from stockposture_models.tables.case import Case
from stockposture_models.tables.digest import digest_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: The cost is told from the costs beside it by this part of itself.
PRECISION = 0.02
#: Costs tried, in unit prices: a target that the least reaches costs that much, one that the most does not reach
#: is out of reach.
LEAST, MOST = 1e-3, 1e7
#: How far the first guess, a unit price, is gone up and down from at a time.
_STRIDE = 20.0
#: Part of a bracket that a guess by its ends keeps off them.
_MARGIN = 0.1
#: Gap of each item's cost: fill rates move by about its root.
_GAP = 1e-6

Progress = Callable[[str, float | None], None]


@dataclass(frozen=True)
class Reached:
    """What targets come to; one entry an item.

    Parameters
    ----------
    cost
        (n,) least cost of a unit short found at which the target is reached, currency/unit; ``nan`` if none is.
    fill
        (n,) fill rate of the cheapest policy at that cost; where none reaches the target, at the highest tried.
    """

    cost: Floats
    fill: Floats


def targets_of(case: Case) -> Floats:
    """Return the fill rate wanted of each item without a stockout cost, (n,); ``nan`` for all others.

    The item's own, else the setting's.
    """
    items, common = case.items, case.settings.target_fill_rate
    own = items["target_fill_rate"].to_numpy(dtype=np.float64)
    wanted = np.where(np.isnan(own), np.nan if common is None else common, own)
    return np.where(np.isnan(items["stockout_cost"].to_numpy(dtype=np.float64)), wanted, np.nan)


def with_costs(case: Case, progress: Progress | None = None) -> Case:
    """Return a case in which the items with a target fill rate in place of a stockout cost have one.

    The case itself if every item has its cost; else with a digest of its own, for it is another case to solve.

    Raises
    ------
    BadInputError
        Targets that no allowed policy reaches, with the fill rate it does reach.
    """
    target = targets_of(case)
    rows = np.flatnonzero(~np.isnan(target))
    if not len(rows):
        return case
    found = reach(case, rows, target[rows], progress)
    _require_reached(case, rows, target[rows], found)
    cost = case.items["stockout_cost"].to_numpy(dtype=np.float64, copy=True)
    cost[rows] = found.cost
    source = case.items["stockout_cost_from"].astype(object)
    source.iloc[rows] = [f"target_fill_rate {part:g}" for part in target[rows].tolist()]
    items = case.items.assign(stockout_cost=cost, stockout_cost_from=source.astype("str"))
    return case.replace(items=items, digest=digest_of({**case.frames, "items": items}, case.settings))


def reach(case: Case, rows: NDArray[np.int64], target: Floats, progress: Progress | None = None) -> Reached:
    """Return the least stockout cost of some items at which their target fill rate is optimal.

    Every item decides alone, over all its postures, intervals, suppliers and splits and under the governance rules,
    without regard to limits: at a cost p of a unit short it takes what costs least, which has a fill rate F(p). F does
    not fall as p rises, so the least p with F(p) at the target or above is found between one with and one without, by
    a straight line of log shortage over log p. Where F leaps over the target, from one policy to a better one, p is
    where it leaps.

    Parameters
    ----------
    case
        The case.
    rows
        (k,) items, ascending.
    target
        (k,) fill rates wanted, in (0, 1).
    progress
        Told of every round.
    """
    alone = _alone(case, rows)
    price = np.maximum(unit_prices(case)[rows], np.finfo(np.float64).tiny)
    price[price <= np.finfo(np.float64).tiny] = 1.0
    low, high = np.zeros(len(rows)), np.full(len(rows), np.inf)
    short_low, short_high = np.ones(len(rows)), np.zeros(len(rows))
    guess, fill = price.copy(), np.zeros(len(rows))
    open_, turn = np.arange(len(rows)), 0
    effort = Effort(_GAP, None)
    with (
        session_or_own(None) as session,
        lanes_of(workers=None, executor=None, cluster=None, threads=by_threads(alone, None)) as lanes,
    ):
        lanes.start(warm_own_process)
        while len(open_):
            if progress is not None:
                progress(f"targets ({len(open_):,} items left)", None)
            part = alone.rows(open_)
            part = part.replace(items=part.items.assign(stockout_cost=guess[open_]))
            plan = solve_many(part, lanes, session, effort, Clock(None), capital=None, space=None)
            reached = plan.items["fill_rate"].to_numpy(dtype=np.float64)
            short = np.maximum(1.0 - reached, 1e-15)
            is_enough = reached >= target[open_]
            enough, scant = open_[is_enough], open_[~is_enough]
            high[enough], short_high[enough], fill[enough] = guess[enough], short[is_enough], reached[is_enough]
            low[scant], short_low[scant] = guess[scant], short[~is_enough]
            fill[scant] = np.where(np.isinf(high[scant]), reached[~is_enough], fill[scant])
            open_ = open_[_is_open(low[open_], high[open_], price[open_])]
            turn += 1
            following = _next(low, high, short_low, short_high, target, guess, open_, halve=turn % 3 == 0)
            guess[open_] = np.maximum(following, LEAST * price[open_])
    return Reached(np.where(np.isinf(high), np.nan, _rounded_up(high)), fill)


def _alone(case: Case, rows: NDArray[np.int64]) -> Case:
    """Return some items under the rules of their case, without any limit or once-only cost."""
    governed = govern(case).case
    warehouses = governed.warehouses.assign(capacity_m3=math.nan)
    suppliers = governed.suppliers.assign(capacity=math.nan, onboarding_cost=0.0, annual_fee=0.0)
    settings = governed.settings.model_copy(update={"governance": (), "capital_cap": None, "mip_gap": _GAP})
    return governed.replace(warehouses=warehouses, suppliers=suppliers, settings=settings).rows(rows)


def _is_open(low: Floats, high: Floats, price: Floats) -> Flags:
    known = (low > 0) & np.isfinite(high)
    wide = high > low * (1.0 + PRECISION)
    open_: Flags = np.where(known, wide, np.where(low > 0, low < MOST * price, high > LEAST * price))
    return open_


def _next(
    low: Floats,
    high: Floats,
    short_low: Floats,
    short_high: Floats,
    target: Floats,
    guess: Floats,
    rows: NDArray[np.int64],
    *,
    halve: bool,
) -> Floats:
    """Return the costs to try next: by a line through both ends of a bracket, or a stride on where one is open.

    A line may creep up to one of the ends: every so often the bracket is cut in half.
    """
    a, b = low[rows], high[rows]
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = (np.log(short_low[rows]) - np.log(1.0 - target[rows])) / (
            np.log(short_low[rows]) - np.log(short_high[rows])
        )
        part = np.where(halve, 0.5, np.clip(np.nan_to_num(slope, nan=0.5), _MARGIN, 1.0 - _MARGIN))
        between = np.exp(np.log(a) + part * (np.log(b) - np.log(a)))
    return np.where(np.isinf(b), guess[rows] * _STRIDE, np.where(a > 0, between, guess[rows] / _STRIDE))


def _rounded_up(cost: Floats) -> Floats:
    """Return costs to four digits, no lower than they were: the same on every machine, as far as can be."""
    safe = np.where(np.isfinite(cost) & (cost > 0), cost, 1.0)
    scale = 10.0 ** (3.0 - np.floor(np.log10(safe)))
    # Divided, not multiplied by a fraction: 12.34, not 12.340000000000002.
    return np.ceil(safe * scale * (1 - 1e-12)) / scale


def _require_reached(case: Case, rows: NDArray[np.int64], target: Floats, found: Reached) -> None:
    sku: pd.Series = case.items["sku"]
    faults = [
        Finding(
            Severity.FAULT,
            f"target_fill_rate {target[at]:g} is out of reach: at whatever stockout cost, the best policy of the item "
            f"fills {found.fill[at]:.6g}",
            "lower the target, or allow more: another posture, a larger max_buffer, a second supplier",
            "items",
            column="target_fill_rate",
            value=str(sku.iloc[rows[at]]),
        )
        for at in np.flatnonzero(np.isnan(found.cost)).tolist()
    ]
    if faults:
        raise BadInputError(faults)
