"""Columns and settings in the words of the row models: what a template shows of each."""

import types
import typing
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Union

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from stockposture.io.settings_toml import holds_tables
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.row import is_rate, unit_of
from stockposture_models.tables.settings import Settings

#: Table that a column's values must stand in, where the column is that table's whole key.
KEYED_BY = {model.key[0]: table for table, model in ROW_MODELS.items() if len(model.key) == 1}

BOUNDS = (("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than"))


@dataclass(frozen=True)
class Described:
    """One column or setting.

    Parameters
    ----------
    name
        Header, or dotted name of the setting.
    doc, unit
        What it means, in which unit.
    kind
        Plain type of the values: ``str``, ``int``, ``float``, ``bool``, an enumeration, ``tuple`` for lists.
    required
        Whether it may not be left blank.
    default
        Value of a blank cell.
    rate
        Whether it is a fraction that is shown as a percentage.
    bounds
        ``ge``, ``gt``, ``le``, ``lt`` as far as there are.
    refers_to
        Table whose key the values come from, or ``""``.
    """

    name: str
    doc: str
    unit: str
    kind: type
    required: bool
    default: Any
    rate: bool
    bounds: dict[str, float]
    refers_to: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The values to choose from, or none."""
        if self.kind is bool:
            return ("TRUE", "FALSE")
        return tuple(str(member.value) for member in self.kind) if issubclass(self.kind, Enum) else ()

    @property
    def limits(self) -> str:
        """The bounds or choices in words."""
        if self.refers_to:
            return f"a name from the table {self.refers_to}"
        if self.choices:
            return " or ".join(self.choices)
        words = [f"{word} {text_of_value(self.bounds[bound])}" for bound, word in BOUNDS if bound in self.bounds]
        return ", ".join(words)

    @property
    def default_text(self) -> str:
        """The default as a person would type it; ``""`` for blank."""
        if self.required or self.default is None:
            return ""
        return text_of_value(self.default)


def text_of_value(value: Any) -> str:
    """Return a value as a person would type it.

    >>> [text_of_value(value) for value in (None, True, 7.0, 2e-05, (1, 2.0), "lost")]
    ['', 'TRUE', '7', '0.00002', '1, 2', 'lost']
    """
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case bool():
            return str(value).upper()
        case float():
            # 0.00002, not 2e-05: people read it.
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
        case tuple():
            return ", ".join(map(text_of_value, value))
        case _:
            return str(value)


def described_columns(table: str) -> list[Described]:
    """Return the columns of a table in their order."""
    fields = ROW_MODELS[table].model_fields
    return [
        _described(
            name,
            field,
            unit=unit_of(field),
            rate=is_rate(field),
            refers_to="" if KEYED_BY.get(name, table) == table else KEYED_BY[name],
        )
        for name, field in fields.items()
    ]


def described_settings(model: BaseModel | None = None, prefix: str = "") -> list[Described]:
    """Return every setting by its dotted name, with the default it has there."""
    model = Settings() if model is None else model
    found: list[Described] = []
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            found += described_settings(value, f"{prefix}{name}.")
        elif not holds_tables(field.annotation):  # a starter has none
            found.append(_described(prefix + name, field, default=value))
    return found


def _described(name: str, field: FieldInfo, **known: Any) -> Described:
    bounds = {
        bound: float(getattr(rule, bound)) for rule in field.metadata for bound, _ in BOUNDS if hasattr(rule, bound)
    }
    default = known.pop("default", field.default)
    return Described(
        name=name,
        doc=field.description or "",
        unit=known.pop("unit", ""),
        kind=_plain(field.annotation),
        required=field.is_required() and "." not in name,
        default=None if field.is_required() and "." not in name else default,
        rate=known.pop("rate", False),
        bounds=bounds,
        **known,
    )


def _plain(kind: Any) -> type:
    """Return the type of the values, without ``None`` and without what is in lists."""
    origin = typing.get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _plain(next(part for part in typing.get_args(kind) if part is not type(None)))
    plain: type = origin or kind
    return plain
