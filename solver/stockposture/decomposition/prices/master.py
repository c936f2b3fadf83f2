"""Cutting planes of the dual function, one for each group and pricing, and the linear program over them.

At any prices a group costs at most what the points it took before cost at those prices: each answer is a plane above
the group's least priced cost (Kelley 1960; disaggregated by groups, it is column generation, Dantzig and Wolfe 1960).
"""

from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.columns.columns import Answer
from stockposture.decomposition.terms import Terms
from stockposture.highs.arrays import CompiledModel
from stockposture.highs.params import HighsParams, Presolve
from stockposture.highs.result import MipResult, MipStatus
from stockposture.highs.rows import rows_of_entries
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.errors import SolverFaultError

#: Scaled coefficients below this are nothing: HiGHS would drop them in silence.
_NEGLIGIBLE = 1e-9
#: A row is scaled to this part of its cap at least: where the planes' uses hardly differ, the price of a cap many times
#: as large would be worked out to the solver's tolerance of a coefficient next to nothing, and the optimum be wrong.
_OF_CAP = 1e-2
#: Differences of costs this small beside the costs themselves are rounding.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Planes:
    """Planes above the groups' least priced costs.

    Parameters
    ----------
    group
        (k,) group of each plane.
    cost
        (k,) its value at prices 0.
    use
        (k, m) its slope.
    idle
        (k,) how many master programs in a row did not use it.
    """

    group: Ints
    cost: Floats
    use: Floats
    idle: Ints

    @classmethod
    def none(cls, limits: int) -> "Planes":
        """Return no planes."""
        none = np.zeros(0, dtype=np.int64)
        return cls(none, np.zeros(0), np.zeros((0, limits)), none)

    def joined(self, answer: Answer, limit: Floats) -> "Planes":
        """Return these and the answer's at the prices it was given for; none twice."""
        group = np.concatenate([self.group, np.arange(len(answer.value))])
        cost = np.concatenate([self.cost, answer.value - answer.slope @ limit])
        use = np.concatenate([self.use, answer.slope])
        idle = np.concatenate([self.idle, np.zeros(len(answer.value), dtype=np.int64)])
        # Repetitions differ by rounding only, if at all: told by one number a plane.
        mark = use @ np.sqrt(np.arange(2.0, 2.0 + use.shape[1]))
        order = np.lexsort((idle, cost, mark, group))
        near = np.zeros(len(order), dtype=np.bool_)
        near[1:] = (np.diff(group[order]) == 0) & _same(mark[order]) & _same(cost[order])
        kept = np.sort(order[~near])
        return Planes(group[kept], cost[kept], use[kept], idle[kept])

    def used(self, weight: Floats, most_idle: int) -> "Planes":
        """Return those that the master program took, and the others until they have been idle too long."""
        idle = np.where(weight > 0, 0, self.idle + 1)
        kept = idle <= most_idle
        return Planes(self.group[kept], self.cost[kept], self.use[kept], idle[kept])


def best_of_planes(
    planes: Planes, terms: Terms, lower: Floats, upper: Floats, session: HighsSession, seed: int
) -> tuple[Floats, float, Floats]:
    """Maximise the least planes within a box of prices.

    Parameters
    ----------
    planes
        At least one a group.
    terms
        Caps, and what can be rented on top; openings are left out.
    lower, upper
        (m,) bounds of the prices.
    session
        The solver.
    seed
        Seed of HiGHS.

    Returns
    -------
    Prices (m,), the value there: no prices in the box have a higher dual value; and each plane's weight (k,).

    Raises
    ------
    SolverFaultError
        If HiGHS does not solve the program to the end.

    Notes
    -----
    Solved as its dual: weights on the planes that sum to 1 a group and keep the caps, where use beyond is bought at
    ``upper`` and room left is sold at ``lower``. Costs and uses enter as differences from the group's first plane.
    """
    count, m, groups = len(planes.group), len(terms.cap), int(planes.group.max()) + 1
    base = np.full(groups, -1)
    base[planes.group[::-1]] = np.arange(count)[::-1]
    cost = planes.cost - planes.cost[base][planes.group]
    use = planes.use - planes.use[base][planes.group]
    cap = terms.cap - planes.use[base].sum(axis=0)
    scale = np.maximum(np.abs(use).max(axis=0, initial=0.0), _OF_CAP * np.abs(cap))
    scale = np.where(scale > 0, scale, 1.0)
    size = (np.abs(cost).max(), _ROUNDING * np.abs(planes.cost).max(), _NEGLIGIBLE * (upper * scale).max(initial=0.0))
    cost_scale = float(max(size)) or 1.0
    unit = cost_scale / scale  # prices' unit
    rented = terms.overflow > 0
    rows_r = np.flatnonzero(rented)
    entries = [
        (planes.group, np.arange(count), np.ones(count)),
        (groups + np.tile(np.arange(m), count), np.repeat(np.arange(count), m), (use / scale).ravel()),
        (groups + np.arange(m), count + np.arange(m), -np.ones(m)),
        (groups + np.arange(m), count + m + np.arange(m), np.ones(m)),
        (groups + rows_r, count + 2 * m + np.arange(len(rows_r)), -np.ones(len(rows_r))),
    ]
    row, column, value = (np.concatenate(part) for part in zip(*entries, strict=True))
    kept = np.abs(value) > _NEGLIGIBLE
    width = count + 2 * m + len(rows_r)
    start, index, value = rows_of_entries(row[kept], column[kept], value[kept], (groups + m, width))
    costs = np.concatenate([cost / cost_scale, upper / unit, -lower / unit, (terms.overflow_cost / unit)[rented]])
    most = np.full(width, np.inf)
    most[count + 2 * m :] = np.minimum(terms.overflow[rented], 1e12 * scale[rented]) / scale[rented]
    model = CompiledModel(
        sense=1,
        offset=0.0,
        cost=np.where(np.abs(costs) > _NEGLIGIBLE, costs, 0.0),
        col_lower=np.zeros(width),
        col_upper=most,
        integrality=np.zeros(width, dtype=np.uint8),
        row_lower=np.concatenate([np.ones(groups), np.full(m, -np.inf)]),
        row_upper=np.concatenate([np.ones(groups), cap / scale]),
        start=start,
        index=index,
        value=value,
    )
    result = _solved(model, session, seed)
    assert result.duals is not None
    assert result.values is not None
    assert result.objective is not None
    prices = np.clip(-result.duals[groups:] * unit, lower, upper)
    return prices, result.objective * cost_scale + float(planes.cost[base].sum()), result.values[:count]


def _solved(model: CompiledModel, session: HighsSession, seed: int) -> MipResult:
    result = session.solve_arrays(model, HighsParams(seed=seed))
    if result.status is not MipStatus.OPTIMAL:
        # Nearly parallel planes can stall the simplex after presolve; the plain program is easier on it.
        plain = HighsParams(seed=seed, presolve=Presolve.OFF, options=(("solver", "ipm"),))
        result = session.solve_arrays(model, plain)
    if result.status is not MipStatus.OPTIMAL or result.duals is None:
        raise SolverFaultError(f"the master program ended {result.status}: {result.message}")
    return result


def _same(ordered: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    size = np.maximum(np.abs(ordered[1:]), np.abs(ordered[:-1]))
    return np.diff(ordered) <= 1e-13 * size
