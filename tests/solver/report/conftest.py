"""A plan of ten items, its dossier, and the same with hostile names; solved once."""

from dataclasses import replace

import pytest

from stockposture import compare
from stockposture.report.dossier.dossier import Dossier
from support.frontiers import frontier_by_hand
from support.reported import hostile_plan, plan_of_ten


@pytest.fixture(scope="session")
def dossier():
    """Ten items; not to be changed."""
    return Dossier(plan_of_ten())


@pytest.fixture(scope="session")
def hostile():
    """The same ten, every name hostile."""
    return Dossier(hostile_plan())


@pytest.fixture(scope="session")
def beside(dossier):
    """The same ten beside a frontier, and a plan with twice the buffer of its first item; both made by hand."""
    plan = dossier.plan
    rows = plan.items.copy()
    rows.loc[0, ["buffer_units", "capital", "relevant_cost", "carrying_cost"]] *= 2
    other = replace(plan, items=rows)
    return replace(dossier, frontier=frontier_by_hand(), comparison=compare({"<today>": other, "=plan": plan}))
