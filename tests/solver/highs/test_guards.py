"""Numbers that HiGHS would drop, reject or misread in silence are refused, by name."""

from dataclasses import replace

import numpy as np
import pyomo.environ as pyo
import pytest

from stockposture.highs.arrays import CompiledModel
from stockposture.highs.compile import compile_model
from stockposture.highs.errors import UnfitModelError
from stockposture.highs.guards import SHOWN, check
from stockposture.highs.params import HighsParams


def changed(model: CompiledModel, name: str, value: float) -> CompiledModel:
    """Return the model with the first value of an array changed."""
    if name == "offset":
        return replace(model, offset=value)
    array = getattr(model, name).copy()
    array[0] = value
    return replace(model, **{name: array})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("cost", np.nan, "cost of select[a,lean] = nan is not a finite number"),
        ("cost", np.inf, "cost of select[a,lean] = inf"),
        ("cost", -1e16, "cost of select[a,lean] = -1e+16 is 1e+15 or more"),
        ("cost", 1e-10, "cost of select[a,lean] = 1e-10 is within 1e-09 of 0"),
        ("value", np.nan, "coefficient of select[a,lean] in one[a] = nan"),
        ("value", -np.inf, "coefficient of select[a,lean] in one[a] = -inf"),
        ("value", 1e16, "coefficient of select[a,lean] in one[a] = 1e+16"),
        ("value", 1e15, "coefficient of select[a,lean] in one[a] = 1000000000000000.0"),
        ("value", -1e-10, "coefficient of select[a,lean] in one[a] = -1e-10"),
        ("value", 1e-9, "coefficient of select[a,lean] in one[a] = 1e-09"),
        ("offset", np.nan, "constant of the objective = nan"),
        ("col_lower", np.nan, "lower bound of select[a,lean] = nan"),
        ("col_lower", np.inf, "lower bound of select[a,lean] = inf"),
        ("col_upper", -np.inf, "upper bound of select[a,lean] = -inf"),
        ("col_upper", 1e20, "upper bound of select[a,lean] = 1e+20 is 1e+15 or more"),
        ("row_lower", np.inf, "lower bound of one[a] = inf"),
        ("row_upper", np.nan, "upper bound of one[a] = nan"),
        ("row_upper", 1e30, "upper bound of one[a] = 1e+30 is 1e+15 or more"),
    ],
)
def test_unfit_numbers(session, two_items, name, value, message):
    with pytest.raises(UnfitModelError) as caught:
        session.solve_arrays(changed(compile_model(two_items), name, value))
    assert len(caught.value.faults) == 1
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cost", 0.0),
        ("cost", 1.1e-9),
        ("value", 9e14),
        ("value", 1.1e-9),
        ("col_upper", np.inf),
        ("row_lower", -np.inf),
    ],
)
def test_fit_numbers_arrive(session, two_items, name, value):
    model = changed(compile_model(two_items), name, value)
    assert session.solve_arrays(model).version


def test_every_fault_is_named_at_once(two_items):
    model = changed(changed(compile_model(two_items), "cost", np.nan), "value", 1e16)
    with pytest.raises(UnfitModelError) as caught:
        check(model)
    assert len(caught.value.faults) == 2


def test_many_faults_are_counted(two_items):
    model = compile_model(two_items)
    arrays = {name: np.tile(getattr(model, name), 10) for name in ("cost", "col_lower", "col_upper", "integrality")}
    arrays["cost"][:] = np.nan
    wide = replace(model, **arrays, columns=type(model.columns)({}, [], "column"))
    with pytest.raises(UnfitModelError, match=r"cost of column 0[\s\S]*and 30 more") as caught:
        check(wide)
    assert len(caught.value.faults) == SHOWN + 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"mip_gap": -1e-9},
        {"mip_gap": float("nan")},
        {"mip_abs_gap": float("inf")},
        {"time_limit": 0.0},
        {"time_limit": float("inf")},
        {"threads": 0},
        {"seed": -1},
        {"presolve": "sometimes"},
        {"options": (("mip_rel_gap", 0.1),)},
        {"options": (("threads", 2),)},
        {"options": (("primal_feasibility_tolerance", 1e-9),)},
    ],
)
def test_params_out_of_range(wrong):
    with pytest.raises(ValueError, match=next(iter(dict(wrong.get("options", wrong))))):
        HighsParams(**wrong)


def test_least_tolerance_is_accepted(session, two_items):
    params = HighsParams(options=(("primal_feasibility_tolerance", 1e-8), ("mip_feasibility_tolerance", 1e-8)))
    assert session.solve(two_items, params).objective == pytest.approx(12)


@pytest.mark.parametrize("where", ["cost", "alone", "sum", "constant", "bound"])
def test_not_a_number_in_a_pyomo_model(session, where):
    """Whatever way it was written, it is not lost on the way to the arrays."""
    nan = float("nan")
    model = pyo.ConcreteModel()
    model.x, model.y = pyo.Var(bounds=(0, 1)), pyo.Var(bounds=(0, 1))
    with pytest.raises((UnfitModelError, ValueError), match="nan"):  # noqa: PT012 - Pyomo itself sees some of them
        expressions = {
            "cost": (nan * model.x, model.x + model.y),
            "alone": (model.x, nan * model.x),
            "sum": (model.x, model.y + nan * model.x),
            "constant": (model.x, model.y + model.x + nan),
            "bound": (model.x, model.x + model.y),
        }
        cost, row = expressions[where]
        model.row = pyo.Constraint(expr=row <= (nan if where == "bound" else 1))
        model.cost = pyo.Objective(expr=cost)
        session.solve(model)
