"""A plan of ten items, its dossier, and the same with hostile names; solved once."""

import pytest

from stockposture.report.dossier.dossier import Dossier
from support.reported import hostile_plan, plan_of_ten


@pytest.fixture(scope="session")
def dossier():
    """Ten items; not to be changed."""
    return Dossier(plan_of_ten())


@pytest.fixture(scope="session")
def hostile():
    """The same ten, every name hostile."""
    return Dossier(hostile_plan())
