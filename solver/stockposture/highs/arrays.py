"""A linear or mixed-integer model as plain arrays, and where a Pyomo model's components are in them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int32]


@dataclass(frozen=True)
class Components:
    """Where the components of a Pyomo model are among the columns or rows.

    Parameters
    ----------
    places
        Component's id to the component and its places; -1 where a constraint made no row. Holding the
        component keeps its id from being given to another.
    data
        Pyomo's data objects by place, for names.
    kind
        What a place is called without a name: ``column`` or ``row``.
    """

    places: dict[int, tuple[Any, Indices]]
    data: list[Any]
    kind: str

    def of(self, component: Any) -> Indices:
        """Return a component's places in the order of its index set."""
        try:
            return self.places[id(component)][1]
        except KeyError:
            raise KeyError(f"{component} has no {self.kind} in the model that was solved") from None

    def name(self, place: int) -> str:
        """Return the Pyomo name, or the kind and place of a model that did not come from Pyomo."""
        return str(self.data[place].name) if self.data else f"{self.kind} {place}"


@dataclass(frozen=True)
class CompiledModel:
    """A linear or mixed-integer model as arrays: ``min`` or ``max`` of ``offset + cost x``.

    subject to ``row_lower <= A x <= row_upper``, ``col_lower <= x <= col_upper``, ``x`` integer where
    ``integrality`` is 1. ``dataclasses.replace`` changes bounds or costs without compiling again.

    Parameters
    ----------
    sense
        1 to minimise, -1 to maximise.
    offset
        Constant of the objective.
    cost, col_lower, col_upper
        (columns,) objective coefficients and bounds; infinite where there is none.
    integrality
        (columns,) 1 where integer, 0 where continuous.
    row_lower, row_upper
        (rows,) bounds of the rows.
    start, index, value
        ``A`` row by row: row ``i`` has ``value[start[i]:start[i + 1]]`` in columns ``index[...]``.
    columns, rows
        Where the Pyomo components are.
    """

    sense: int
    offset: float
    cost: Floats
    col_lower: Floats
    col_upper: Floats
    integrality: NDArray[np.uint8]
    row_lower: Floats
    row_upper: Floats
    start: Indices
    index: Indices
    value: Floats
    columns: Components = field(default_factory=lambda: Components({}, [], "column"))
    rows: Components = field(default_factory=lambda: Components({}, [], "row"))

    def columns_of(self, variable: object) -> Indices:
        """Return the columns of a Pyomo variable in the order of its index set."""
        return self.columns.of(variable)

    def rows_of(self, constraint: object) -> Indices:
        """Return the rows of a Pyomo constraint in the order of its index set; -1 where it made none."""
        return self.rows.of(constraint)

    def activity(self, values: Floats) -> Floats:
        """Return ``A x``, (rows,)."""
        row = np.repeat(np.arange(len(self.row_lower)), np.diff(self.start))
        products = self.value * values[self.index]
        return np.bincount(row, weights=products, minlength=len(self.row_lower)).astype(np.float64)
