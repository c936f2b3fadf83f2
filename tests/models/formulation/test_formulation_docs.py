"""The page of the formulation names what the code has, and nothing else."""

import inspect
import re
from importlib import import_module
from pathlib import Path

import pyomo.environ as pyo
import pytest

from stockposture_models.formulation import constraints
from stockposture_models.formulation.model import build_model
from stockposture_models.tables.limit_kind import LimitKind
from support.choices import bolt_and_pump

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "formulation.md").read_text(encoding="utf-8")
FAMILIES = {
    name
    for name, function in inspect.getmembers(constraints, inspect.isfunction)
    if function.__module__ == constraints.__name__ and not name.startswith("_")
}


def rows_under(heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading or sentence."""
    lines = PAGE.split(heading, 1)[1].split("\n| --- ", 1)[1].splitlines()[1:]
    rows = lines[: next(place for place, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def test_every_family_of_constraints_has_its_row():
    assert {row[0].strip("`") for row in rows_under("## Objective and constraints")} == FAMILIES


def test_every_variable_has_its_row():
    model = build_model(bolt_and_pump())
    names = {variable.name for variable in model.component_objects(pyo.Var)}
    assert {re.sub(r"`|\[.\]", "", row[1]) for row in rows_under("## Variables")} == names


@pytest.mark.parametrize("kind", LimitKind)
def test_every_limit_has_its_row_and_unit(kind):
    (row,) = [row for row in rows_under("The rows of `limits_hold`") if row[0] == f"`{kind.value}`"]
    assert row[2] == kind.unit


@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("candidates.enumerate", "enumerate_candidates"),
        ("candidates.splits", "enumerate_splits"),
        ("candidates.rules", "bands"),
        ("segments.govern", "govern"),
        ("candidates.economics", "evaluate"),
        ("formulation.scales", "scales_of"),
    ],
)
def test_functions_named_are_there(module, function):
    assert f"`{function}`" in PAGE
    assert callable(getattr(import_module(f"stockposture_models.{module}"), function))
