"""The engine on its own: plain arrays of choices under limits, decomposed, pruned and proven.

Nothing here knows of stock. The limits get prices, every group decides alone; what costs more at these prices than the
best plan can is in no better one (Geoffrion 1974, "Lagrangean relaxation for integer programming"); the rest goes to
the solver as a model in Pyomo.
"""

from dataclasses import dataclass, replace

import numpy as np

from stockposture.decomposition.columns.columns import Columns, Tariff, price, priced_points
from stockposture.decomposition.prices.dual import Dual, best_prices
from stockposture.decomposition.prices.oracle import LocalOracle
from stockposture.decomposition.terms import Terms
from stockposture.highs.params import HighsParams
from stockposture.highs.result import MipStatus
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.errors import NoPlanFitsError, SolverFaultError
from stockposture_models.formulation.choices import Choices
from stockposture_models.formulation.scales import scales_of

#: Openings of a choice that prices know of; others cost nothing until the model.
_PRICED_OPENINGS = 2
#: Points of the first model: so many a group and a limit, at least.
_FIRST_A_GROUP, _FIRST_A_LIMIT = 3, 30
#: Relative differences of costs that are rounding.
_ROUNDING = 1e-9
#: Most groups that are priced one by one.
_MOST_GROUPS = 5_000


@dataclass(frozen=True)
class Decided:
    """What every group takes.

    Parameters
    ----------
    choice
        (groups,) the choice of each group.
    weight
        (p,) weight of every point; 0 or 1 where points are whole.
    cost
        All costs: of points, overflow and openings.
    bound
        No decision that keeps the limits costs less.
    prices
        (m,) prices of the limits.
    dual
        The bound that these prices alone prove.
    modelled
        Points in the last model; all others were ruled out by their prices.
    """

    choice: Ints
    weight: Floats
    cost: float
    bound: float
    prices: Floats
    dual: float
    modelled: int

    @property
    def gap(self) -> float:
        """(cost - bound) over the cost's magnitude."""
        return max(0.0, self.cost - self.bound) / max(abs(self.cost), 1e-300)


def solve_choices(
    choices: Choices,
    session: HighsSession,
    *,
    gap: float = 0.0,
    seconds: float | None = None,
    seed: int = 0,
) -> Decided:
    """Decide for every group at least cost under the limits.

    Parameters
    ----------
    choices
        Groups, choices, points, limits, openings.
    session
        The solver.
    gap
        Stop within this of the best, relative to the cost.
    seconds
        Time limit of each model; ``None`` for none.
    seed
        Seed of HiGHS.

    Raises
    ------
    NoPlanFitsError
        If it is proven that no decision keeps the limits.
    SolverFaultError
        If the solver ended without a decision or a proof that there is none.
    """
    dual, excess = _priced(choices, session, seed)
    count = _FIRST_A_GROUP * choices.groups + _FIRST_A_LIMIT * len(choices.cap)
    reach = np.inf if dual.runaway else _reach(excess, count)
    while True:
        kept = _within(choices, excess, reach)
        decided = _solve(choices, kept, session, gap=gap, seconds=seconds, seed=seed)
        if decided is None:
            if kept.all():
                raise NoPlanFitsError("no decision keeps the limits", [])
            count *= 4
            reach = _reach(excess, count)
            continue
        # Whatever takes a point that is not in the model costs more than the bound by the reach.
        bound = max(dual.bound, decided.bound if kept.all() else min(decided.bound, dual.bound + reach))
        decided = replace(decided, bound=min(bound, decided.cost), prices=dual.prices.limit, dual=dual.bound)
        wider = (decided.cost - dual.bound) + _ROUNDING * abs(decided.cost)
        if kept.all() or decided.gap <= max(gap, _ROUNDING) or wider <= reach:
            return decided
        reach = wider


def columns_of(choices: Choices) -> tuple[Columns, Ints, Ints]:
    """Return the choices as columns, the choice of each and the point of each of its points."""
    order = np.argsort(choices.group, kind="stable")
    count = np.bincount(choices.choice, minlength=len(order))
    first_of = np.cumsum(count) - count
    first = np.concatenate([[0], np.cumsum(count[order])]).astype(np.int64)
    point = np.arange(first[-1]) - np.repeat(first[:-1] - first_of[order], count[order])
    # The limits that any point of a choice touches, each in a slot.
    limits = max(1, len(choices.cap))
    pairs, pair = np.unique(choices.choice[choices.use_point] * limits + choices.use_limit, return_inverse=True)
    slot = np.arange(len(pairs)) - np.searchsorted(pairs // limits, pairs // limits)
    width = int(slot.max(initial=0)) + 1
    limit = np.full((len(order), width), -1, dtype=np.int64)
    limit[pairs // limits, slot] = pairs % limits
    use = np.zeros((len(choices.cost), width))
    np.add.at(use, (choices.use_point, slot[pair.ravel()]), choices.use)
    none = np.zeros(len(choices.cost))
    columns = Columns(
        item=choices.group[order],
        first=first,
        limit=limit[order],
        opening=_dearest_openings(choices)[order],
        buffer=none,
        cost=choices.cost[point],
        falling=none,
        use=use[point],
        curved=False,
        rest=np.full(choices.groups, np.inf),
        low=np.zeros(len(choices.cap)),
    )
    return columns, order, point


def _priced(choices: Choices, session: HighsSession, seed: int) -> tuple[Dual, Floats]:
    """Return best prices, and by how much any decision with a point (p,) exceeds their bound at least."""
    columns, _, point = columns_of(choices)
    terms = Terms(choices.cap, choices.overflow, choices.overflow_cost, choices.opening_cost)
    least = np.minimum.reduceat(columns.cost, columns.first[np.searchsorted(columns.item, np.arange(columns.items))])
    dual = best_prices(
        LocalOracle([columns]),
        terms,
        np.zeros(len(choices.cap)),
        groups=min(columns.items, _MOST_GROUPS),
        tolerance=max(_ROUNDING * float(np.abs(least).sum()), 1e-12),
        session=session,
        seed=seed,
    )
    excess = np.empty(len(point))
    excess[point] = excess_of_points(columns, dual.prices, terms)
    if not choices.whole:
        # Means of points: a choice is in or out with all of them.
        of_choice = np.full(len(choices.group), np.inf)
        np.minimum.at(of_choice, choices.choice, excess)
        excess = of_choice[choices.choice]
    return dual, excess


def excess_of_points(columns: Columns, tariff: Tariff, terms: Terms) -> Floats:
    """Return by how much a decision with each point (p,) exceeds the bound at these prices at least.

    That is what the group pays for it, charges included, beyond what it pays at least; and what its openings cost
    beyond what all groups are charged for them, for then they are open.
    """
    answer = price(columns, tariff, columns.items)
    item = np.repeat(columns.item, np.diff(columns.first))
    of_choice = np.zeros(len(columns.item))
    uncharged = np.maximum(0.0, terms.opening_cost - answer.charged.sum(axis=0))
    for slot in range(columns.opening.shape[1]):
        needs = np.flatnonzero(columns.opening[:, slot] >= 0)
        opening = columns.opening[needs, slot]
        of_choice[needs] += answer.charged[columns.item[needs], opening] + uncharged[opening]
    paid = priced_points(columns, tariff.limit) + np.repeat(of_choice, np.diff(columns.first))
    return np.maximum(0.0, paid - answer.value[item])


def _dearest_openings(choices: Choices) -> Ints:
    """Return the dearest openings that each choice needs, (n, 2), -1 for none."""
    pairs = np.unique(np.column_stack([choices.need_choice, choices.need_opening]), axis=0)
    cost = choices.opening_cost[pairs[:, 1]]
    pairs = pairs[np.lexsort((pairs[:, 1], -cost, pairs[:, 0]))]
    slot = np.arange(len(pairs)) - np.searchsorted(pairs[:, 0], pairs[:, 0])
    opening = np.full((len(choices.group), _PRICED_OPENINGS), -1, dtype=np.int64)
    taken = slot < _PRICED_OPENINGS
    opening[pairs[taken, 0], slot[taken]] = pairs[taken, 1]
    return opening


def _reach(excess: Floats, count: int) -> float:
    """Return the excess within which so many points lie; infinite for all of them."""
    return np.inf if count >= len(excess) else float(np.partition(excess, count)[count])


def _within(choices: Choices, excess: Floats, reach: float) -> Flags:
    """Return the points (p,) within reach, and each group's nearest one."""
    group = choices.group[choices.choice]
    order = np.lexsort((excess, group))
    kept: Flags = excess <= reach
    kept[order[np.searchsorted(group[order], np.arange(choices.groups))]] = True
    if not choices.whole:
        kept = np.isin(choices.choice, choices.choice[kept])
    return kept


def _solve(
    choices: Choices, kept: Flags, session: HighsSession, *, gap: float, seconds: float | None, seed: int
) -> Decided | None:
    """Solve the model over some points; ``None`` where they allow no decision."""
    from stockposture_models.formulation.model import build_model  # loads Pyomo

    part, choice, point = _part(choices, kept)
    scales = scales_of(part)
    model = build_model(part, scales)
    # The gap is told in costs, not relative to them: they may be near 0.
    size = float(np.abs(part.cost).sum()) / max(1, part.groups) / scales.cost
    params = HighsParams(mip_gap=gap, mip_abs_gap=max(1e-9, 1e-9 * size), time_limit=seconds, seed=seed)
    result = session.solve(model, params)
    if result.status is MipStatus.INFEASIBLE:
        return None
    if result.values is None or result.objective is None:
        raise SolverFaultError(f"the model over {len(point)} points ended {result.status}: {result.message}")
    weight = np.zeros(len(choices.cost))
    weight[point] = result.values_of(model.weight)
    if choices.whole:
        weight = np.round(weight)
    taken = np.flatnonzero(result.values_of(model.select) > 0.5)
    of_group = np.empty(choices.groups, dtype=np.int64)
    of_group[part.group[taken]] = choice[taken]
    return Decided(
        choice=of_group,
        weight=weight,
        cost=_cost(choices, of_group, weight),
        bound=result.bound * scales.cost,
        prices=np.zeros(len(choices.cap)),
        dual=-np.inf,
        modelled=len(point),
    )


def _part(choices: Choices, kept: Flags) -> tuple[Choices, Ints, Ints]:
    """Return the problem over some points, and which choice and point each of its own was."""
    point = np.flatnonzero(kept)
    choice, of_point = np.unique(choices.choice[point], return_inverse=True)
    new_point, new_choice = np.cumsum(kept) - 1, np.full(len(choices.group), -1, dtype=np.int64)
    new_choice[choice] = np.arange(len(choice))
    uses, needs = kept[choices.use_point], new_choice[choices.need_choice] >= 0
    part = replace(
        choices,
        group=choices.group[choice],
        choice=of_point.ravel().astype(np.int64),
        cost=choices.cost[point],
        use_limit=choices.use_limit[uses],
        use_point=new_point[choices.use_point[uses]],
        use=choices.use[uses],
        need_choice=new_choice[choices.need_choice[needs]],
        need_opening=choices.need_opening[needs],
    )
    return part, choice, point


def _cost(choices: Choices, of_group: Ints, weight: Floats) -> float:
    """Return what a decision costs, from the arrays alone: points, overflow, openings."""
    used = np.bincount(choices.use_limit, weights=choices.use * weight[choices.use_point], minlength=len(choices.cap))
    over = np.maximum(0.0, used - choices.cap)
    opened = np.unique(choices.need_opening[np.isin(choices.need_choice, of_group)])
    rent = float(over @ np.where(choices.overflow > 0, choices.overflow_cost, 0.0))
    return float(choices.cost @ weight) + rent + float(choices.opening_cost[opened].sum())
