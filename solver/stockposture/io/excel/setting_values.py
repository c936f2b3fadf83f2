"""Settings by their dotted names, and their values from the text of a cell."""

import re
import types
import typing
from typing import Any, Union

from pydantic import BaseModel

from stockposture.io.settings_toml import holds_tables
from stockposture_models.tables.settings import Settings

#: A plain decimal number; Python would also take ``1_000``, ``nan`` and full-width digits.
PLAIN_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def setting_names(model: type[BaseModel] = Settings, prefix: str = "") -> dict[str, Any]:
    """Return every setting by its dotted name, with its type.

    >>> list(setting_names())[:3]
    ['capital_cap', 'holding_rate', 'postures.jit.order_interval_days']
    """
    names: dict[str, Any] = {}
    for name, described in model.model_fields.items():
        kind = described.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names.update(setting_names(kind, f"{prefix}{name}."))
        elif not holds_tables(kind):
            names[prefix + name] = kind
    return names


def _leaf_types(kind: Any) -> set[Any]:
    """Return the plain types within unions, tuples and ``Annotated``."""
    if typing.get_origin(kind) in {Union, types.UnionType, tuple, typing.Annotated}:
        return set().union(*(_leaf_types(part) for part in typing.get_args(kind)))
    return {kind}


def parsed(kind: Any, text: str) -> Any:
    """Return the text of a cell as the type of its setting.

    Raises
    ------
    ValueError
        If a number is wanted and the text is not one.
    """
    if typing.get_origin(kind) is tuple:
        return [_number(part) for part in re.split(r"[,;|\s]+", text) if part]
    return text if any(issubclass(leaf, str) for leaf in _leaf_types(kind)) else _number(text)


def _number(text: str) -> float:
    if not PLAIN_NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain number")
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def place(nested: dict[str, Any], name: str, value: Any) -> None:
    """Put a value where its dotted name leads."""
    *path, last = name.split(".")
    for step in path:
        nested = nested.setdefault(step, {})
    nested[last] = value
