"""Values that hold tables are equal if all that is in them is, and not otherwise."""

import copy
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from stockposture_models.values import Value


@dataclass(frozen=True)
class Part:
    left_out: np.ndarray | None


@dataclass(frozen=True, eq=False)
class Found(Value):
    table: pd.DataFrame
    facts: Mapping[str, Any]
    part: Part
    notes: tuple[float, ...] = ()


class Told(Found):
    """The same with words."""


@dataclass(frozen=True, eq=False)
class More(Found):
    digest: str = ""


def found(kind: type[Found] = Found) -> Found:
    table = pd.DataFrame({"sku": ["A", "B"], "cost": [1.0, np.nan]})
    return kind(table, {"by": {"jit": table.copy()}, "gap": np.nan}, Part(np.array([[True], [False]])), (0.5,))


def test_what_holds_the_same_is_equal():
    one = found()
    assert one == found()
    assert one in [found()]
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one
    assert found(Told) == one
    assert one == found(Told)


@pytest.mark.parametrize(
    "changed",
    [
        {"table": pd.DataFrame({"sku": ["A", "B"], "cost": [1.0, 2.0]})},
        {"table": pd.DataFrame({"sku": ["A", "B"]})},
        {"table": None},
        {"facts": {"by": {"jit": None}, "gap": np.nan}},
        {"facts": {"by": {}, "gap": np.nan}},
        {"facts": {"by": found().facts["by"], "gap": 0.0}},
        {"part": Part(np.array([True, False]))},
        {"part": Part(None)},
        {"notes": (0.5, 1.0)},
    ],
)
def test_what_differs_anywhere_is_not(changed):
    assert replace(found(), **changed) != found()
    assert found() != replace(found(), **changed)


def test_other_kinds_are_not_equal():
    assert found() != "a table"
    assert found() != More(**vars(found()))


def test_like_a_table_it_has_no_hash():
    with pytest.raises(TypeError, match="unhashable"):
        hash(found())
