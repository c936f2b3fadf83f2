"""Settings written as TOML, every value in full, so that later defaults cannot change an old case."""

from typing import Any, get_args, get_origin

from pydantic import BaseModel

from stockposture_models.tables.settings import Settings


def settings_toml(settings: Settings) -> str:
    """Return the text of ``settings.toml``: reading it gives equal settings.

    What is ``None`` (no cap, no time limit) is left out, for TOML has no word for it.

    Examples
    --------
    >>> print(settings_toml(Settings(capital_cap=2.5e6)).splitlines()[0])
    capital_cap = 2500000.0
    """
    # Validated once more: unchecked defaults keep the type they were written with, 0 for 0.0.
    settings = Settings.model_validate(settings.model_dump())
    return "\n".join(_table(settings, ())) + "\n"


def _table(model: BaseModel, path: tuple[str, ...]) -> list[str]:
    values = {name: getattr(model, name) for name in type(model).model_fields}
    inner = {name: value for name, value in values.items() if isinstance(value, BaseModel)}
    listed = [name for name, field in type(model).model_fields.items() if holds_tables(field.annotation)]
    lines = [
        f"{type(model).model_fields[name].alias or name} = {_value(value)}"
        for name, value in values.items()
        if value is not None and name not in inner and name not in listed
    ]
    if lines and path:
        lines = ["", f"[{'.'.join(path)}]", *lines]
    for name, value in inner.items():
        lines += _table(value, (*path, name))
    for name in listed:
        for one in values[name]:
            lines += ["", f"[[{'.'.join((*path, name))}]]", *_table(one, ())]
    return lines


def holds_tables(annotation: Any) -> bool:
    """Return whether a setting is a list of tables, ``[[name]]`` each."""
    of = next(iter(get_args(annotation)), None) if get_origin(annotation) is tuple else None
    return isinstance(of, type) and issubclass(of, BaseModel)


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _text(str(value))
        case tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
        case _:
            raise TypeError(f"a setting of type {type(value).__name__} has no form in TOML: {value!r}")


def _text(text: str) -> str:
    """Return a TOML basic string."""
    escapes = {'"': '\\"', "\\": "\\\\"}
    return '"' + "".join(escapes.get(mark) or _mark(mark) for mark in text) + '"'


def _mark(mark: str) -> str:
    return mark if mark >= " " and mark != "\x7f" else f"\\u{ord(mark):04x}"
