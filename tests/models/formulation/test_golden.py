"""Every constraint, alone, as the LP file of a tiny instance; read them to see what the model says.

After a change that is meant, write them anew: ``STOCKPOSTURE_GOLDEN=write pytest tests/models/formulation``.
"""

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyomo.environ as pyo
import pytest

from stockposture_models.formulation import constraints
from stockposture_models.formulation.model import build_model
from stockposture_models.formulation.scales import scales_of
from support.choices import bolt_and_pump

GOLDEN = Path(__file__).parent / "golden"
FUNCTIONS: dict[str, Callable[..., None]] = {
    name: function
    for name, function in inspect.getmembers(constraints, inspect.isfunction)
    if function.__module__ == constraints.__name__ and not name.startswith("_")
}


def alone(name: str) -> pyo.ConcreteModel:
    """Return the model of the bolt and the pump with one constraint (or the objective) and nothing else."""
    choices = bolt_and_pump()
    model = build_model(choices)
    for component in list(model.component_objects([pyo.Constraint, pyo.Objective])):
        model.del_component(component)
    model.del_component("NEEDS")
    given: dict[str, Any] = {"model": model, "choices": choices, "scales": scales_of(choices)}
    function = FUNCTIONS[name]
    function(**{parameter: given[parameter] for parameter in inspect.signature(function).parameters})
    if not list(model.component_objects(pyo.Objective)):
        model.nothing = pyo.Objective(expr=0.0)
    return model


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_constraint_is_its_golden_file(name: str, tmp_path: Path) -> None:
    written = tmp_path / "model.lp"
    alone(name).write(str(written), format="lp", io_options={"symbolic_solver_labels": True})
    golden = GOLDEN / f"{name}.lp"
    if os.environ.get("STOCKPOSTURE_GOLDEN") == "write":
        golden.write_text(written.read_text(), encoding="utf-8", newline="\n")
    assert golden.exists(), f"{name} has no golden file; see the head of this file"
    assert written.read_text() == golden.read_text(encoding="utf-8")


def test_every_constraint_has_a_golden_file_and_every_file_a_constraint() -> None:
    assert {path.stem for path in GOLDEN.glob("*.lp")} == set(FUNCTIONS)


def test_the_model_has_what_the_constraints_make_and_no_more() -> None:
    made = {
        component.name
        for name in FUNCTIONS
        for component in alone(name).component_objects([pyo.Constraint, pyo.Objective])
    }
    model = build_model(bolt_and_pump())
    assert {component.name for component in model.component_objects([pyo.Constraint, pyo.Objective])} == made - {
        "nothing"
    }
