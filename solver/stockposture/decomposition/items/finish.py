"""A partition's part of the plan: its rows with all figures, second choices and reasons."""

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stockposture.decomposition.columns.columns import Columns
from stockposture.decomposition.columns.pool import KEPT, Pool
from stockposture.decomposition.items.nodes import next_nodes
from stockposture.optimise.assemble import plan_rows
from stockposture.optimise.incumbent import Incumbent
from stockposture.optimise.points import Points
from stockposture.optimise.prices import Prices
from stockposture.optimise.problem import Problem
from stockposture.optimise.runner_up import RunnersUp, told
from stockposture_models.candidates.economics import (
    Economics,
    economics_of,
    policies_of,
    response_behind,
    yearly_purchases,
)
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.theory.policies import Response
from stockposture_models.theory.respond import respond

if TYPE_CHECKING:
    from stockposture.decomposition.items.partition import Partition

#: Rounds of new buffers for second choices.
_ROUNDS = 2


def rows_of(partition: "Partition", taken: Ints, prices: Floats, opened: Flags, opening_cost: Floats) -> pd.DataFrame:
    """Return one row an item, columns as in :class:`~stockposture_models.plan.row.PlanRow`.

    Parameters
    ----------
    partition
        The items and what is known of them.
    taken
        (n,) point of the columns that each item takes.
    prices
        (m,) prices of the limits, for second choices and reasons.
    opened, opening_cost
        (f,) openings that the plan pays, and what each costs.
    """
    columns = partition.columns
    choice = np.searchsorted(columns.first, taken, side="right") - 1
    points = Points(choice, columns.buffer[taken], columns.cost[taken], columns.limit[choice], columns.use[taken])
    problem = _problem(partition, opening_cost)
    plan = Incumbent(points, float(points.cost.sum()), np.zeros(len(prices)), np.zeros(len(prices)), opened)
    economics = _figures(partition, choice, taken)
    runners = _second_choices(partition, columns, choice, taken, prices, np.where(opened, 0.0, opening_cost))
    return plan_rows(problem, plan, Prices(prices, np.empty(0)), runners, economics)


def _figures(partition: "Partition", choice: Ints, taken: Ints) -> Economics:
    """Return all figures of what each item takes, (n, 1), from those kept; only where these do not tell, anew.

    What the plan was made of is what its rows say: the verifier, who evaluates them all again, checks both.
    """
    pool, terms = partition.pool, (partition.items, partition.offers, partition.case.settings)
    at = np.flatnonzero(pool.distinct)[taken]
    kept = {name: getattr(pool, name).ravel()[at][:, np.newaxis] for name in ("buffer", *KEPT)}
    chosen = pool.candidates.take(choice)
    response, known = response_behind(chosen, kept["capital"], kept["stockout"], kept["space"], *terms)
    if not known.all():
        rows = np.flatnonzero(~known)
        anew = respond(policies_of(chosen.take(rows), *terms[:2]), kept["buffer"][rows])
        for field in fields(Response):
            getattr(response, field.name)[rows] = getattr(anew, field.name)
    told = economics_of(chosen, kept["buffer"], response, *terms)
    return replace(told, **{name: kept[name] for name in KEPT})


def _problem(partition: "Partition", opening_cost: Floats) -> Problem:
    """Return the partition as the small-case path knows a problem; its candidates are the pool's."""
    candidates = partition.pool.candidates
    return Problem(
        case=partition.case,
        items=partition.items,
        offers=partition.offers,
        candidates=candidates,
        limits=partition.limits,
        purchases=yearly_purchases(candidates, partition.items, partition.offers),
        opening_cost=opening_cost,
        opening=partition.payload.opening,
        pair=np.full((len(candidates), 2), -1, dtype=np.int64),
        pair_opening=np.empty(0, dtype=np.int64),
    )


def _second_choices(
    partition: "Partition", columns: Columns, choice: Ints, taken: Ints, prices: Floats, unpaid: Floats
) -> RunnersUp:
    """Return each item's best other posture or suppliers, and what it would cost more at the prices."""
    pool = partition.pool
    chosen = pool.candidates.take(choice)
    alike = (pool.candidates.posture == chosen.posture[pool.item]) & (
        pool.candidates.offers == chosen.offers[pool.item]
    ).all(axis=1)
    fees = np.append(unpaid, 0.0)[columns.opening].sum(axis=1)
    cost = np.where(alike, np.inf, partition.priced(pool, prices).min(axis=1) + fees)
    order = np.lexsort((cost, pool.item))
    second = order[np.searchsorted(pool.item[order], np.arange(partition.count))]
    exists = np.isfinite(cost[second])
    rows = second[exists]
    least = cost[second]
    least[exists] = _optimum(partition, pool.take(rows), prices) + fees[rows]
    price = np.append(prices, 0.0)
    of_plan = columns.cost[taken] + (price[columns.limit[choice]] * columns.use[taken]).sum(axis=1)
    extra = told(least - of_plan, of_plan)
    return RunnersUp(np.where(exists, second, -1), np.where(exists, extra, np.nan))


def _optimum(partition: "Partition", pool: Pool, prices: Floats) -> Floats:
    """Return the least priced cost of candidates after a few more buffers where it lies, (c,)."""
    for _ in range(_ROUNDS):
        priced = partition.priced(pool, prices)
        inside, segment = pool.lowest_inside(priced)
        least = priced.min(axis=1)
        rows = np.flatnonzero(inside < least - 1e-3 * np.abs(least))
        if len(rows) == 0:
            break
        part = pool.take(rows)
        nodes = next_nodes(part.buffer, priced[rows], segment[rows])
        pool = pool.replaced([(rows, part.with_buffers(partition.evaluate(part.candidates, nodes)))])
    of_candidates: Floats = partition.priced(pool, prices).min(axis=1)
    return of_candidates
