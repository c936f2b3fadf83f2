"""The incremental ("delta") form of the full model, in Pyomo: for comparison only.

Croxton, Gendron and Magnanti (2003), "A comparison of mixed-integer programming models for nonconvex piecewise linear
cost minimization problems": a choice starts at its first point and walks along its segments, each to be filled before
the next may begin.
"""

from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.common.gc_manager import PauseGC
from pyomo.core.expr import LinearExpression, MonomialTermExpression

from stockposture_models.formulation.choices import Choices, Floats
from stockposture_models.formulation.scales import Scales, significant


def build_incremental(choices: Choices, scales: Scales) -> pyo.ConcreteModel:
    r"""Return the incremental form of the same choice among the same points.

    With points :math:`k = 0 \ldots K` of choice p, ``select`` :math:`s_p`, ``fill`` :math:`\delta_k` of the segment
    that ends at point k and the binaries ``full`` :math:`y_k`:

    .. math:: \delta_{1} \le s_p, \quad \delta_{k+1} \le y_k \le \delta_k, \quad
              cost = c_0 s_p + \sum_k (c_k - c_{k-1}) \delta_k

    and so for every use; one choice a group. Two columns and two rows a point where the convex-combination form has one
    column.
    """
    if len(choices.opening_cost):
        raise ValueError("once-only costs are not in this comparison")
    first = np.concatenate([[True], np.diff(choices.choice) > 0])
    number = np.cumsum(~first) - 1  # of the segment that ends at a point
    ends = np.flatnonzero(~first)
    # A segment after which another of the same choice follows.
    inner = np.flatnonzero(np.diff(choices.choice[ends]) == 0)
    with PauseGC():
        model = pyo.ConcreteModel()
        model.select = pyo.Var(range(len(choices.group)), domain=pyo.Binary)
        model.fill = pyo.Var(range(len(ends)), bounds=(0.0, 1.0))
        model.full = pyo.Var(range(len(inner)), domain=pyo.Binary)
        rentable = np.flatnonzero(choices.overflow > 0)
        most = np.minimum(choices.overflow, choices.reach) / scales.limit
        model.overflow = pyo.Var(rentable.tolist(), bounds=lambda _, limit: (0.0, float(most[limit])))
        select, fill, full = (list(block.values()) for block in (model.select, model.fill, model.full))
        # Where the coefficient of each point goes: to its segment, or to the choice if it is the first.
        column = [select[p] if starts else fill[n] for p, starts, n in zip(choices.choice, first, number, strict=True)]

        members: list[list[Any]] = [[] for _ in range(choices.groups)]
        for p, group in enumerate(choices.group.tolist()):
            members[group].append(select[p])
        model.one_choice = pyo.Constraint(
            range(choices.groups), rule=lambda _, i: (1.0, LinearExpression(members[i]), 1.0)
        )
        opener = ends[first[ends - 1]]
        begin = [(fill[number[k]], select[choices.choice[k]]) for k in opener]
        model.begin = pyo.Constraint(range(len(begin)), rule=lambda _, r: _at_most(*begin[r]))
        filled = [(full[r], fill[n]) for r, n in enumerate(inner)]
        model.filled = pyo.Constraint(range(len(filled)), rule=lambda _, r: _at_most(*filled[r]))
        following = [(fill[n + 1], full[r]) for r, n in enumerate(inner)]
        model.following = pyo.Constraint(range(len(following)), rule=lambda _, r: _at_most(*following[r]))

        dense = np.zeros(len(choices.choice))
        order = np.argsort(choices.use_limit, kind="stable")
        bounds = np.searchsorted(choices.use_limit[order], np.arange(len(choices.cap) + 1))
        cap = np.minimum(choices.cap, choices.reach) / scales.limit

        def limit_rule(_: pyo.ConcreteModel, limit: int) -> object:
            entries = order[bounds[limit] : bounds[limit + 1]]
            points = choices.use_point[entries]
            dense[points] = choices.use[entries] / scales.limit[limit]
            touched = np.unique(np.concatenate([points, points[points + 1 < len(dense)] + 1]))
            steps = _steps(dense, first)[touched]
            dense[points] = 0.0
            kept = touched[steps != 0.0]
            coefficients, columns = steps[steps != 0.0].tolist(), [column[k] for k in kept]
            if limit in model.overflow:
                coefficients.append(-1.0)
                columns.append(model.overflow[limit])
            return (None, _sum(coefficients, columns), float(cap[limit]))

        model.limit = pyo.Constraint(range(len(choices.cap)), rule=limit_rule)
        costs = _steps(choices.cost / scales.cost, first)
        kept = np.flatnonzero(costs)
        rents = significant(choices.overflow_cost * scales.limit / scales.cost)
        model.cost = pyo.Objective(
            expr=_sum(
                [*costs[kept].tolist(), *(float(rents[limit]) for limit in model.overflow)],
                [*(column[k] for k in kept), *model.overflow.values()],
            )
        )
    return model


def mixed(choices: Choices, select: Floats, fill: Floats) -> Floats:
    """Return the weight of each point, as the convex-combination form has it, from the fills."""
    first = np.concatenate([[True], np.diff(choices.choice) > 0])
    reached = np.where(first, select[choices.choice], 0.0)
    reached[~first] = fill
    passed = np.append(np.where(first[1:], 0.0, reached[1:]), 0.0)
    weight: Floats = reached - passed
    return weight


def _steps(values: Floats, first: Any) -> Floats:
    """Return each point's value less that of the one before it in its choice."""
    before = np.concatenate([[0.0], values[:-1]])
    return significant(np.where(first, values, values - before))


def _at_most(one: Any, other: Any) -> Any:
    return (None, LinearExpression([one, MonomialTermExpression((-1.0, other))]), 0.0)


def _sum(coefficients: list[float], columns: list[Any]) -> LinearExpression:
    return LinearExpression(constant=0.0, linear_coefs=coefficients, linear_vars=columns)
