"""The mixed-integer model over the core's points, solved by HiGHS, read back as one point an item."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from stockposture.decomposition.core.pool import CorePool
from stockposture.decomposition.terms import Terms
from stockposture.highs.arrays import CompiledModel
from stockposture.highs.compile import compile_model
from stockposture.highs.errors import HighsRefusedError
from stockposture.highs.params import HighsParams
from stockposture.highs.result import MipStatus
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.errors import SolverFaultError
from stockposture_models.formulation.choices import Choices
from stockposture_models.formulation.scales import scales_of

#: Most items of the model that improves a choice, and most nodes of its search tree.
_MODEL_ITEMS, _NODES = 160, 400
#: Ends that may leave no solution without a fault.
_STOPPED = {MipStatus.TIME_LIMIT, MipStatus.UNKNOWN, MipStatus.WORKER_DIED}


@dataclass(frozen=True)
class Restricted:
    """What the solver said of a core.

    Parameters
    ----------
    bound
        No choice of the core's points beside the rest costs less, currency/yr; ``inf`` if none fits the limits.
    chosen
        (k,) one point (row of the core) an item; ``None`` without a solution.
    """

    bound: float
    chosen: Ints | None


def solve_restricted(
    core: CorePool,
    terms: Terms,
    session: HighsSession,
    *,
    allowed: float,
    seconds: float | None,
    nodes: int,
    seed: int,
    tighter: float = 0.0,
    start: Ints | None = None,
) -> Restricted:
    """Choose one point of every item of the core at least cost, all limits kept.

    Parameters
    ----------
    core, terms
        What to choose from, and the limits on everything together.
    session
        The solver.
    allowed
        The solver may stop this far from the best, currency/yr.
    seconds, nodes
        Time limit, ``None`` for none; most nodes of the search tree, which, unlike time, leaves the same input the
        same plan.
    seed
        Seed of HiGHS.
    tighter
        Part of the largest use of a point by which each cap is lowered: against the solver's tolerance.
    start
        (k,) a choice to start from.

    Notes
    -----
    Costs and uses enter as differences from the item's least of each, so that what the solver sees is not drowned in
    what cannot change; the rest's use and those minima are taken off the caps. Where they leave a cap below 0, the
    overflow they take is paid for already.
    """
    from stockposture_models.formulation.model import build_model  # loads Pyomo

    rows = len(core.item)
    first = core.least
    low_use, low_cost = np.minimum.reduceat(core.use, first), np.minimum.reduceat(core.cost, first)
    use = core.use - low_use[core.row]
    room = terms.cap - (core.rest_use + low_use.sum(axis=0)) - tighter * use.max(axis=0, initial=0.0)
    rented = np.clip(-room, 0.0, terms.overflow)
    cap, overflow = room + rented, terms.overflow - rented
    if (cap < -1e-9 * np.abs(terms.cap + terms.overflow)).any():
        return Restricted(np.inf, None)
    paid = core.rest_needs > 0
    constant = (
        core.rest_cost
        + float(low_cost.sum())
        + float(terms.overflow_cost @ rented)
        + float(terms.opening_cost[paid].sum())
    )
    most = np.maximum.reduceat(use, first).sum(axis=0)
    # Limits that no choice can break, or that nothing in the core touches, say nothing.
    speaking = np.flatnonzero((most > np.maximum(cap, 0.0)) & (most > 0))
    opening = np.where((core.opening >= 0) & ~np.append(paid, True)[core.opening], core.opening, -1)
    key = np.column_stack([core.row, np.sort(opening, axis=1)])
    kinds, choice = np.unique(key, axis=0, return_inverse=True)
    order = np.argsort(choice.ravel(), kind="stable")
    need_choice, side = np.nonzero(kinds[:, 1:] >= 0)
    use_point, use_limit = np.nonzero(use[order][:, speaking])
    choices = Choices(
        group=kinds[:, 0],
        choice=choice.ravel()[order],
        cost=(core.cost - low_cost[core.row])[order],
        use_limit=use_limit,
        use_point=use_point,
        use=use[order][:, speaking][use_point, use_limit],
        cap=np.maximum(cap[speaking], 0.0),
        overflow=overflow[speaking],
        overflow_cost=terms.overflow_cost[speaking],
        need_choice=need_choice,
        need_opening=kinds[need_choice, 1 + side],
        opening_cost=np.where(paid, 0.0, terms.opening_cost),
        whole=True,
    )
    scales = scales_of(choices)
    model = build_model(choices, scales)
    compiled = compile_model(model)
    params = HighsParams(
        mip_gap=0.0,
        mip_abs_gap=min(max(1e-9, allowed / scales.cost), 1e15),
        time_limit=seconds,
        seed=seed,
        options=(("mip_max_nodes", nodes),),
    )
    hint = None
    if start is not None:
        taken = np.isin(order, start).astype(np.float64)
        hint = _hint(compiled, model, choices, taken)
    try:
        result = session.solve_arrays(compiled, params, hint=hint)
    except HighsRefusedError:
        # HiGHS 1.15 at times states a bound beyond a solution it returns (seen with openings and a start). A plan is
        # checked without it and needs none of its claims; so there is nothing from it here.
        return Restricted(-np.inf, None)
    if result.status is MipStatus.INFEASIBLE:
        return Restricted(np.inf, None)
    bound = constant + result.bound * scales.cost if np.isfinite(result.bound) else -np.inf
    if result.values is None:
        if result.status not in _STOPPED:
            raise SolverFaultError(f"HiGHS ended {result.status}: {result.message}")
        return Restricted(bound, None)
    weight = np.empty(len(order))
    weight[order] = result.values_of(model.weight)
    chosen = np.flatnonzero(weight > 0.5)
    if len(chosen) != rows:
        raise SolverFaultError(f"HiGHS took {len(chosen)} points for {rows} items")
    return Restricted(bound, chosen)


def _hint(compiled: CompiledModel, model: Any, choices: Choices, taken: Floats) -> Floats:
    """Return a solution to start from: the points taken; overflow and openings are HiGHS's to find."""
    hint = np.full(len(compiled.cost), np.nan)
    hint[compiled.columns_of(model.weight)] = taken
    hint[compiled.columns_of(model.select)] = np.bincount(choices.choice, weights=taken, minlength=len(choices.group))
    return hint


def improve(
    core: CorePool,
    terms: Terms,
    chosen: Ints,
    session: HighsSession,
    *,
    distance: float,
    allowed: float,
    seconds: float | None,
    seed: int,
) -> Ints:
    """Return a choice at least as good: the model over the items that lose most and those that move most cheaply.

    Parameters
    ----------
    core, terms
        What to choose from, and the limits.
    chosen
        (k,) a choice that keeps the limits.
    session
        The solver.
    distance
        How far it is from the bound: points of more regret are in no better plan.
    allowed
        How far from the best the solver may stop, currency/yr.
    seconds, seed
        Time limit of the solver, and its seed.
    """
    points = core.regret <= distance
    regret = core.regret[chosen]
    others = points.copy()
    others[chosen] = False
    # Regret of the cheapest other point: who moves most cheaply.
    cheapest = np.full(len(core.item), np.inf)
    np.minimum.at(cheapest, core.row[others], core.regret[others])
    losing = np.argsort(-regret, kind="stable")[: _MODEL_ITEMS // 2]
    moving = np.argsort(np.where(np.isin(np.arange(len(regret)), losing), np.inf, cheapest), kind="stable")
    items = np.zeros(len(core.item), dtype=np.bool_)
    items[losing] = True
    items[moving[: _MODEL_ITEMS - len(losing)]] = True
    small, rows = core.narrowed(items, points, chosen)
    own = np.searchsorted(rows, chosen[items])
    answer = solve_restricted(
        small, terms, session, allowed=allowed, seconds=seconds, nodes=_NODES, seed=seed, start=own
    )
    if answer.chosen is None:
        return chosen
    better = chosen.copy()
    better[items] = rows[answer.chosen]
    return better
