"""From a Pyomo model to the arrays HiGHS takes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from stockposture.highs.arrays import CompiledModel, Components, Floats, Indices
from stockposture.highs.rows import rows_of_entries


def compile_model(model: Any) -> CompiledModel:
    """Compile a Pyomo ``ConcreteModel`` with one active linear objective.

    Variables stay columns even where no row uses them; fixed variables become columns with equal bounds.

    Raises
    ------
    ValueError
        If the model has not exactly one active objective, something nonlinear, or components of another kind
        than variables, linear constraints and objectives (e.g. SOS sets).
    """
    from pyomo.common.gc_manager import PauseGC

    with PauseGC():
        return _Compiler(model).compiled()


class _Compiler:
    """Collects columns, then rows, then the objective."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.column_of: dict[int, int] = {}
        self.index: list[int] = []
        self.value: list[float] = []

    def compiled(self) -> CompiledModel:
        refuse_other_components(self.model)
        columns, bounds = self.columns()
        rows, start, row_bounds = self.rows()
        index = np.array(self.index, dtype=np.int32)
        value = np.array(self.value, dtype=np.float64)
        start, index, value = merged(start, index, value, len(columns.data))
        sense, offset, cost = self.objective(len(columns.data))
        col_lower, col_upper, integrality = bounds
        return CompiledModel(
            sense=sense,
            offset=offset,
            cost=cost,
            col_lower=col_lower,
            col_upper=col_upper,
            integrality=integrality,
            row_lower=row_bounds[0],
            row_upper=row_bounds[1],
            start=start,
            index=index,
            value=value,
            columns=columns,
            rows=rows,
        )

    def columns(self) -> tuple[Components, tuple[Floats, Floats, NDArray[np.uint8]]]:
        import pyomo.environ as pyo

        data: list[Any] = []
        places = {}
        for variable in self.model.component_objects(pyo.Var, active=True, descend_into=True):
            first = len(data)
            data.extend(variable.values())
            places[id(variable)] = variable, np.arange(first, len(data), dtype=np.int32)
        self.column_of = {id(column): place for place, column in enumerate(data)}
        lower, upper = [], []
        for column in data:
            low, high = (column.value, column.value) if column.fixed else column.bounds
            lower.append(-np.inf if low is None else low)
            upper.append(np.inf if high is None else high)
        integrality = [column.is_integer() for column in data]
        for column, integer in zip(data, integrality, strict=True):
            if not integer and not column.is_continuous():
                raise ValueError(f"{column.name} is neither continuous nor integer: its domain is {column.domain}")
        return Components(places, data, "column"), (
            np.array(lower, dtype=np.float64),
            np.array(upper, dtype=np.float64),
            np.array(integrality, dtype=np.uint8),
        )

    def rows(self) -> tuple[Components, Indices, tuple[Floats, Floats]]:
        import pyomo.environ as pyo

        data: list[Any] = []
        places = {}
        start, lower, upper = [0], [], []
        for constraint in self.model.component_objects(pyo.Constraint, active=True, descend_into=True):
            of_constraint = []
            for row in constraint.values():
                low, body, high = row.to_bounded_expression(evaluate_bounds=True)
                if not row.active or (low is None and high is None):
                    of_constraint.append(-1)
                    continue
                constant = self.append(body, row)
                of_constraint.append(len(data))
                data.append(row)
                start.append(len(self.index))
                lower.append(-np.inf if low is None else low - constant)
                upper.append(np.inf if high is None else high - constant)
            places[id(constraint)] = constraint, np.array(of_constraint, dtype=np.int32)
        return (
            Components(places, data, "row"),
            np.array(start, dtype=np.int32),
            (np.array(lower, dtype=np.float64), np.array(upper, dtype=np.float64)),
        )

    def objective(self, count: int) -> tuple[int, float, Floats]:
        import pyomo.environ as pyo

        objectives = [*self.model.component_data_objects(pyo.Objective, active=True, descend_into=True)]
        if len(objectives) != 1:
            raise ValueError(f"a model needs exactly one active objective, not {len(objectives)}")
        self.index, self.value = [], []
        constant = self.append(objectives[0].expr, objectives[0])
        cost = np.bincount(np.array(self.index, dtype=np.int64), weights=self.value, minlength=count)
        return (1 if objectives[0].sense == pyo.minimize else -1), float(constant), cost.astype(np.float64)

    def append(self, body: Any, owner: Any) -> float:
        """Append the entries of a linear expression; return its constant."""
        from pyomo.common.numeric_types import native_numeric_types as numbers
        from pyomo.core.expr import LinearExpression, MonomialTermExpression, SumExpression

        if body.__class__ is not LinearExpression and body.__class__ is not SumExpression:
            return self.append_walked(body, owner)
        # The common case, a flat sum of terms, taken apart without Pyomo's walker (several times faster).
        first = len(self.index)
        constant = 0.0
        index, value, column_of = self.index.append, self.value.append, self.column_of
        for term in body.args:
            kind = term.__class__
            if kind is MonomialTermExpression:
                coefficient, variable = term.args
                place = column_of.get(id(variable))
                if place is None or coefficient.__class__ not in numbers:
                    break
                index(place)
                value(coefficient)
            elif kind in numbers:
                constant += term
            elif (place := column_of.get(id(term))) is not None:
                index(place)
                value(1.0)
            else:
                break
        else:
            return constant
        del self.index[first:], self.value[first:]
        return self.append_walked(body, owner)

    def append_walked(self, body: Any, owner: Any) -> float:
        """Append by Pyomo's own walker, for whatever is not a flat sum of terms and variables."""
        from pyomo.repn import generate_standard_repn

        repn = generate_standard_repn(body, compute_values=True)
        if not repn.is_linear():
            raise ValueError(f"{owner.name} is not linear")
        for coefficient, variable in zip(repn.linear_coefs, repn.linear_vars, strict=True):
            place = self.column_of.get(id(variable))
            if place is None:
                raise ValueError(f"{owner.name} uses the variable {variable.name}, which is not active in this model")
            self.index.append(place)
            self.value.append(coefficient)
        return float(repn.constant)


def refuse_other_components(model: Any) -> None:
    """Refuse what has no place in a linear model instead of leaving it out in silence."""
    import pyomo.environ as pyo

    known = {
        pyo.Block,
        pyo.Var,
        pyo.Constraint,
        pyo.Objective,
        pyo.Param,
        pyo.Expression,
        pyo.Set,
        pyo.RangeSet,
    }
    ignored = {pyo.Suffix, pyo.BuildAction, pyo.BuildCheck}
    others = sorted(kind.__name__ for kind in model.collect_ctypes(active=True, descend_into=True) - known - ignored)
    if others:
        raise ValueError(f"a linear model has variables, linear constraints and an objective, not {', '.join(others)}")


def merged(start: Indices, index: Indices, value: Floats, columns: int) -> tuple[Indices, Indices, Floats]:
    """Return the rows with entries of one column added up and zeros left out."""
    rows = len(start) - 1
    start, index, value = rows_of_entries(np.repeat(np.arange(rows), np.diff(start)), index, value, (rows, columns))
    kept = value != 0
    before = np.concatenate([[0], np.cumsum(kept)]).astype(np.int32)
    return before[start], index[kept], value[kept]
