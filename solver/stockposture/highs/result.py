"""What a solve found, and how it ended."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from stockposture.highs.arrays import CompiledModel

Floats = NDArray[np.float64]

#: How far from a whole number HiGHS may leave an integer column (its ``mip_feasibility_tolerance``).
INTEGRALITY_TOLERANCE = 1e-6


class MipStatus(StrEnum):
    """How a solve ended."""

    OPTIMAL = "optimal"  #: proven, within the gap asked for
    TIME_LIMIT = "time_limit"  #: time ran out; the best found so far, if any, with its gap
    INTERRUPTED = "interrupted"  #: stopped by the user
    INFEASIBLE = "infeasible"  #: proven: no point keeps every row
    UNBOUNDED = "unbounded"  #: proven: there are points of any objective
    WORKER_DIED = "worker_died"  #: the solver's process ended by itself; the best found until then
    UNKNOWN = "unknown"  #: HiGHS stopped for a reason of its own; see the message


@dataclass(frozen=True)
class Progress:
    """How far a search is.

    Parameters
    ----------
    seconds
        HiGHS's time so far.
    objective
        Best found so far; ``None`` before the first.
    bound
        Proven bound so far; infinite before the first.
    """

    seconds: float
    objective: float | None
    bound: float


@dataclass(frozen=True)
class MipResult:
    """What a solve found; it always says how it ended and how good it is.

    Parameters
    ----------
    status
        How the solve ended.
    objective
        Objective of ``values``; ``None`` without any.
    bound
        Proven bound: no point is better. Infinite where nothing is proven.
    seconds
        HiGHS's time; the parent's clock where the worker was stopped.
    nodes
        Nodes of the search tree.
    version
        HiGHS's version.
    model
        What was solved.
    values
        (columns,) solution; ``None`` without any.
    duals, reduced_costs
        (rows,) and (columns,) of a linear program: change of the objective per unit of a row's bound, or of a
        column's; ``None`` for mixed-integer models.
    violation
        Largest amount by which ``values`` break a row or bound, recomputed here in the row's units.
    message
        HiGHS's own words.
    """

    status: MipStatus
    objective: float | None
    bound: float
    seconds: float
    nodes: int
    version: str
    model: CompiledModel
    values: Floats | None = None
    duals: Floats | None = None
    reduced_costs: Floats | None = None
    violation: float = 0.0
    message: str = ""

    @property
    def gap(self) -> float:
        """Proven relative gap ``|objective - bound| / |objective|``; infinite without a solution or bound."""
        if self.objective is None or not np.isfinite(self.bound):
            return float("inf")
        distance = abs(self.objective - self.bound)
        if distance == 0:
            return 0.0
        return distance / abs(self.objective) if self.objective else float("inf")

    def values_of(self, component: object) -> Floats:
        """Return the values of a Pyomo variable, in the order of its index set.

        Raises
        ------
        ValueError
            If there is no solution.
        KeyError
            If the variable is not in the model.
        """
        if self.values is None:
            raise ValueError(f"there is no solution ({self.status}); ask for the status first")
        return self.values[self.model.columns_of(component)]

    def duals_of(self, component: object) -> Floats:
        """Return the duals of a Pyomo constraint, in the order of its index set; NaN where it made no row.

        Raises
        ------
        ValueError
            If there are no duals: only a linear program solved to the end has them.
        KeyError
            If the constraint is not in the model.
        """
        if self.duals is None:
            raise ValueError(f"there are no duals ({self.status}); solve the relaxation")
        rows = self.model.rows_of(component)
        return np.where(rows >= 0, self.duals[rows], np.nan)


def rounded_choice(values: Floats) -> NDArray[np.bool_]:
    """Return binaries as the choices they stand for.

    Raises
    ------
    ValueError
        If a value is further than the integrality tolerance of 1e-6 from 0 and 1.
    """
    chosen: NDArray[np.bool_] = values > 0.5
    off = np.abs(values - chosen)
    if off.size and not off.max() <= INTEGRALITY_TOLERANCE:
        worst = int(np.argmax(np.where(np.isnan(off), np.inf, off)))
        raise ValueError(
            f"value {values[worst]!r} at position {worst} is neither 0 nor 1 within {INTEGRALITY_TOLERANCE}; "
            "it is not from an integer solution"
        )
    return chosen
