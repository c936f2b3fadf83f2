"""The constraints, one function each.

Sets: ``GROUPS`` i (items), ``CHOICES`` p (policies), ``POINTS`` k (buffers of a policy), ``LIMITS`` l, ``OPENINGS`` j
(suppliers with once-only costs). Variables: ``select[p]`` binary, ``weight[k] >= 0``, ``overflow[l]``, ``opened[j]``.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pyomo.environ as pyo
from pyomo.core.expr import LinearExpression, MonomialTermExpression

from stockposture_models.formulation.choices import Choices, Floats, Ints
from stockposture_models.formulation.scales import Scales, significant


def one_choice_per_group(model: pyo.ConcreteModel, choices: Choices) -> None:
    r"""Let every group take exactly one choice.

    .. math:: \sum_{p \in P_i} select_p = 1 \quad \forall i
    """
    select = list(model.select.values())
    members = _grouped(choices.group, np.arange(len(choices.group)), choices.groups)
    model.one_choice = pyo.Constraint(
        model.GROUPS,
        rule=lambda _, i: (1.0, LinearExpression([select[p] for p in members[i]]), 1.0),
    )


def weights_follow_selection(model: pyo.ConcreteModel, choices: Choices) -> None:
    r"""Make the weights of a choice's points sum to 1 where it is taken, else to 0 (convex combination).

    .. math:: \sum_{k \in K_p} weight_k = select_p \quad \forall p
    """
    select, weight = list(model.select.values()), list(model.weight.values())
    members = _grouped(choices.choice, np.arange(len(choices.choice)), len(choices.group))
    model.weights = pyo.Constraint(
        model.CHOICES,
        rule=lambda _, p: (
            0.0,
            LinearExpression([*(weight[k] for k in members[p]), _minus(select[p])]),
            0.0,
        ),
    )


def limits_hold(model: pyo.ConcreteModel, choices: Choices, scales: Scales) -> None:
    r"""Keep what the points use of a limit within its cap and what is rented on top.

    .. math:: \sum_k use_{lk} \, weight_k - overflow_l \le cap_l \quad \forall l

    Uses, cap and overflow in the limit's unit (currency, m3, currency/yr) over its scale. A cap beyond reach is
    written as what is out of reach: the solver refuses bounds far beyond the coefficients.
    """
    weight = list(model.weight.values())
    order = np.argsort(choices.use_limit, kind="stable")
    use = significant(choices.use[order] / scales.limit[choices.use_limit[order]])
    ends = np.searchsorted(choices.use_limit[order], np.arange(len(choices.cap) + 1))
    cap = np.minimum(choices.cap, choices.reach) / scales.limit

    def rule(_: pyo.ConcreteModel, limit: int) -> object:
        entries = slice(ends[limit], ends[limit + 1])
        amounts = use[entries]
        kept = amounts != 0.0
        points = choices.use_point[order][entries][kept]
        columns = [weight[k] for k in points]
        coefficients = amounts[kept].tolist()
        if limit in model.overflow:
            columns.append(model.overflow[limit])
            coefficients.append(-1.0)
        if not columns:
            return pyo.Constraint.Skip if choices.cap[limit] >= 0 else pyo.Constraint.Infeasible
        return (None, _sum(coefficients, columns), float(cap[limit]))

    model.limit = pyo.Constraint(model.LIMITS, rule=rule)


def openings_are_paid(model: pyo.ConcreteModel, choices: Choices) -> None:
    r"""Let a group take choices that need an opening only if it is paid for.

    .. math:: \sum_{p \in P_i : j \in needs_p} select_p \le opened_j \quad \forall i, j

    One row for a group and opening, not one a choice: as many rows as items times suppliers, and a tighter relaxation.
    """
    select = list(model.select.values())
    pair = choices.group[choices.need_choice] * len(choices.opening_cost) + choices.need_opening
    pairs, row = np.unique(pair, return_inverse=True)
    members = _grouped(row, choices.need_choice, len(pairs))
    opening = pairs % max(1, len(choices.opening_cost))
    model.NEEDS = pyo.RangeSet(0, len(pairs) - 1)
    model.opening_paid = pyo.Constraint(
        model.NEEDS,
        rule=lambda _, r: (
            None,
            LinearExpression([*(select[p] for p in members[r]), _minus(model.opened[int(opening[r])])]),
            0.0,
        ),
    )


def least_cost(model: pyo.ConcreteModel, choices: Choices, scales: Scales) -> None:
    r"""Cost of the points taken, of overflow and of openings.

    .. math:: \min \sum_k cost_k \, weight_k + \sum_l price_l \, overflow_l + \sum_j fee_j \, opened_j

    Currency a year over the cost scale.
    """
    costs: Floats = significant(choices.cost / scales.cost)
    rents: Floats = significant(choices.overflow_cost * scales.limit / scales.cost)
    fees: Floats = significant(choices.opening_cost / scales.cost)
    kept = np.flatnonzero(costs != 0.0)
    weight = list(model.weight.values())
    coefficients = costs[kept].tolist()
    columns = [weight[k] for k in kept]
    for limit in model.overflow:
        coefficients.append(float(rents[limit]))
        columns.append(model.overflow[limit])
    for opening in model.opened:
        coefficients.append(float(fees[opening]))
        columns.append(model.opened[opening])
    model.cost = pyo.Objective(expr=_sum(coefficients, columns), sense=pyo.minimize)


def _minus(column: object) -> MonomialTermExpression:
    return MonomialTermExpression((-1.0, column))


def _sum(coefficients: list[float], columns: list[object]) -> LinearExpression:
    """Return a linear expression without building it term by term (ten times faster for long ones)."""
    return LinearExpression(constant=0.0, linear_coefs=coefficients, linear_vars=columns)


def _grouped(key: Ints, values: Ints, count: int) -> list[list[int]]:
    """Return the values of each key 0 .. count - 1."""
    order = np.argsort(key, kind="stable")
    ends = np.searchsorted(key[order], np.arange(count + 1))
    ordered = values[order].tolist()
    return list(_slices(ordered, ends.tolist()))


def _slices(values: list[int], ends: list[int]) -> Iterator[list[int]]:
    for first, last in pairwise(ends):
        yield values[first:last]
