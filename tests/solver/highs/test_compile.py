"""Pyomo models arrive as the arrays they mean."""

import numpy as np
import pyomo.environ as pyo
import pytest
from pyomo.core.expr import LinearExpression

from stockposture.highs.compile import compile_model


def dense(compiled):
    """Return A as a dense matrix."""
    matrix = np.zeros((len(compiled.row_lower), len(compiled.cost)))
    for row in range(len(matrix)):
        entries = slice(compiled.start[row], compiled.start[row + 1])
        matrix[row, compiled.index[entries]] += compiled.value[entries]
    return matrix


def test_every_kind_of_row_and_column():
    model = pyo.ConcreteModel()
    model.x = pyo.Var([3, 1, 2], bounds=(0, 5))
    model.n = pyo.Var(domain=pyo.Integers, bounds=(-2, None))
    model.free = pyo.Var()
    model.at_most = pyo.Constraint(expr=2 * model.x[3] + model.n <= 7)
    model.at_least = pyo.Constraint(expr=model.x[1] >= model.x[2] + 1)
    model.equal = pyo.Constraint(expr=model.x[1] + 3 == model.free)
    model.ranged = pyo.Constraint(expr=(-1, model.x[1] - 4 * model.x[2], 8))
    model.cost = pyo.Objective(expr=3 * model.x[2] + 4 * model.n + 10, sense=pyo.maximize)
    compiled = compile_model(model)
    assert (compiled.sense, compiled.offset) == (-1, 10)
    assert compiled.columns_of(model.x).tolist() == [0, 1, 2]
    assert compiled.cost.tolist() == [0, 0, 3, 4, 0]
    assert compiled.col_lower.tolist() == [0, 0, 0, -2, -np.inf]
    assert compiled.col_upper.tolist() == [5, 5, 5, np.inf, np.inf]
    assert compiled.integrality.tolist() == [0, 0, 0, 1, 0]
    rows = {
        name: (
            (compiled.row_lower[place], compiled.row_upper[place]),
            dense(compiled)[place].tolist(),
        )
        for name in ("at_most", "at_least", "equal", "ranged")
        for place in compiled.rows_of(getattr(model, name))
    }
    assert rows["at_most"] == ((-np.inf, 7), [2, 0, 0, 1, 0])
    assert rows["at_least"] == ((-np.inf, -1), [0, -1, 1, 0, 0])
    assert rows["equal"] == ((-3, -3), [0, 1, 0, 0, -1])
    assert rows["ranged"] == ((-1, 8), [0, 1, -4, 0, 0])


def test_expressions_written_in_any_way_are_the_same_row():
    model = pyo.ConcreteModel()
    model.x = pyo.Var([0, 1, 2])
    model.rate = pyo.Param(initialize=3.0, mutable=True)
    model.named = pyo.Expression(expr=model.x[1] + 2)
    x = model.x
    model.rows = pyo.ConstraintList()
    model.rows.add(2 * x[0] + 3 * x[1] - x[2] <= 4)
    model.rows.add((None, LinearExpression(linear_coefs=[2.0, 3.0, -1.0], linear_vars=[x[0], x[1], x[2]]), 4))
    model.rows.add((None, LinearExpression([np.float64(2) * x[0], 3 * x[1], -x[2]]), 4))
    model.rows.add(2 * (x[0] + 1) + model.rate * model.named - x[2] <= 12)
    model.rows.add(x[0] + x[1] + x[0] + 2 * x[1] - x[2] + 0 * x[0] <= 4)
    model.rows.add(pyo.quicksum([2 * x[0], 3 * x[1]]) <= 4 + x[2])
    model.rows.add(-(2 * x[0] + 3 * x[1] - x[2]) >= -4)
    model.cost = pyo.Objective(expr=2 * x[0] + 3 * x[1] - x[2])
    compiled = compile_model(model)
    matrix, lower, upper = dense(compiled), compiled.row_lower, compiled.row_upper
    for row in range(len(matrix)):
        turned = -1 if matrix[row, 0] < 0 else 1
        assert (turned * matrix[row]).tolist() == [2, 3, -1], row
        assert (upper[row] if turned == 1 else -lower[row]) == 4, row
    assert compiled.cost.tolist() == [2, 3, -1]


def test_fixed_unused_and_inactive():
    model = pyo.ConcreteModel()
    model.x = pyo.Var([0, 1, 2], bounds=(0, 9))
    model.x[1].fix(4)
    model.rows = pyo.Constraint([0, 1, 2], rule=lambda m, r: m.x[0] + m.x[1] <= 10 + r)
    model.rows[1].deactivate()
    model.loose = pyo.Constraint(expr=(-np.inf, model.x[0], np.inf))
    model.off = pyo.Constraint(expr=model.x[0] <= 1)
    model.off.deactivate()
    model.cost = pyo.Objective(expr=-model.x[0])
    compiled = compile_model(model)
    assert compiled.col_lower.tolist() == [0, 4, 0]
    assert compiled.col_upper.tolist() == [9, 4, 9]
    assert compiled.rows_of(model.rows).tolist() == [0, -1, 1]
    assert compiled.rows_of(model.loose).tolist() == [-1]
    assert (dense(compiled) @ [1, 4, 0] <= compiled.row_upper).all()
    with pytest.raises(KeyError, match="off has no row"):
        compiled.rows_of(model.off)


def test_values_come_in_the_order_of_the_index_set(session):
    model = pyo.ConcreteModel()
    model.x = pyo.Var(["b", "a"], [2, 1], bounds=(0, 9))
    model.unused = pyo.Var(bounds=(3, 9))
    model.rows = pyo.Constraint(["b", "a"], rule=lambda m, i: m.x[i, 2] + m.x[i, 1] >= {"a": 3, "b": 5}[i])
    model.cost = pyo.Objective(expr=sum(model.x[i, k] * k for i in "ab" for k in (1, 2)))
    result = session.solve(model)
    assert result.values_of(model.x).tolist() == [0, 5, 0, 3]
    assert result.values_of(model.unused).tolist() == [3]
    assert result.duals_of(model.rows).tolist() == [1, 1]
    other = pyo.ConcreteModel()
    other.y = pyo.Var()
    with pytest.raises(KeyError, match="y has no column"):
        result.values_of(other.y)


def test_blocks():
    model = pyo.ConcreteModel()
    model.part = pyo.Block([0, 1])
    for block in model.part.values():
        block.x = pyo.Var(bounds=(0, 1))
        block.row = pyo.Constraint(expr=2 * block.x <= 1)
    model.cost = pyo.Objective(expr=model.part[0].x + model.part[1].x)
    compiled = compile_model(model)
    assert compiled.columns_of(model.part[1].x).tolist() == [1]
    assert dense(compiled).tolist() == [[2, 0], [0, 2]]


def nonlinear():
    model = pyo.ConcreteModel()
    model.x = pyo.Var([0, 1])
    model.bent = pyo.Constraint(expr=model.x[0] * model.x[1] <= 1)
    model.cost = pyo.Objective(expr=model.x[0])
    return model


def without_objective():
    model = pyo.ConcreteModel()
    model.x = pyo.Var()
    return model


def two_objectives():
    model = without_objective()
    model.first, model.second = pyo.Objective(expr=model.x), pyo.Objective(expr=-model.x)
    return model


def stranger():
    model, other = without_objective(), without_objective()
    other.x.setlb(0)
    model.row = pyo.Constraint(expr=LinearExpression(linear_coefs=[2.0], linear_vars=[other.x]) <= 1)
    model.cost = pyo.Objective(expr=model.x)
    return model


def special_ordered_set():
    model = pyo.ConcreteModel()
    model.x = pyo.Var([0, 1], bounds=(0, 1))
    model.pick = pyo.SOSConstraint(var=model.x, sos=1)
    model.cost = pyo.Objective(expr=model.x[0])
    return model


def odd_domain():
    model = pyo.ConcreteModel()
    model.x = pyo.Var(domain=pyo.Set(initialize=[0, 5]))
    model.cost = pyo.Objective(expr=model.x)
    return model


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (nonlinear, "bent is not linear"),
        (without_objective, "exactly one active objective, not 0"),
        (two_objectives, "exactly one active objective, not 2"),
        (stranger, "row uses the variable x"),
        (special_ordered_set, "not SOSConstraint"),
        (odd_domain, "x is neither continuous nor integer"),
    ],
)
def test_what_is_no_linear_model_is_refused(build, message):
    with pytest.raises(ValueError, match=message):
        compile_model(build())
