"""Values that hold tables: equal if all that is in them is."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd


class Value:
    """A dataclass, made with ``eq=False``, that equals another of its kind with equal fields.

    Tables are equal if their columns, types, index and cells are; two ``nan`` are. What a dataclass would do by itself
    is to ask a table for one truth value, which no table has. Like a table, a value has no hash.
    """

    def __eq__(self, other: object) -> bool:
        """Return whether every field is equal."""
        if not (isinstance(other, type(self)) or isinstance(self, type(other))):
            return NotImplemented
        return _is_same(parts_of(self), parts_of(other))

    __hash__ = None  # type: ignore[assignment]


def parts_of(value: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name."""
    return {part.name: getattr(value, part.name) for part in fields(value)}


def _is_same(one: Any, other: Any) -> bool:
    """Return whether two fields, or parts of them, are equal; a kind for itself is what ``==`` does not answer."""
    match one:
        case pd.DataFrame():
            same = isinstance(other, pd.DataFrame) and one.equals(other)
        case np.ndarray():
            same = isinstance(other, np.ndarray) and one.shape == other.shape and _flat(one).equals(_flat(other))
        case Mapping():
            same = isinstance(other, Mapping) and one.keys() == other.keys()
            same = same and all(_is_same(value, other[name]) for name, value in one.items())
        case list() | tuple():
            same = type(one) is type(other) and len(one) == len(other) and all(map(_is_same, one, other))
        case float():
            same = one == other or (isinstance(other, float) and math.isnan(one) and math.isnan(other))
        case _ if is_dataclass(one) and not isinstance(one, Value):
            same = type(one) is type(other) and _is_same(parts_of(one), parts_of(other))
        case _:
            same = one == other
            same = same if isinstance(same, bool | np.bool_) else False  # a table beside what is none answers by cell
    return bool(same)


def _flat(array: np.ndarray) -> pd.Series:
    return pd.Series(array.ravel())
