"""The settings sheet: two columns, ``setting`` and ``value``; dotted names reach into the postures."""

import difflib
import re
import types
import typing
from typing import Any, Union

from pydantic import BaseModel, ValidationError

from stockposture.io.excel.grid import Grid
from stockposture.io.excel.text import Value, text_of
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.settings import Settings

NAME, VALUE = "setting", "value"
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
        else:
            names[prefix + name] = kind
    return names


def _leaf_types(kind: Any) -> set[Any]:
    """Return the plain types within unions, tuples and ``Annotated``."""
    if typing.get_origin(kind) in {Union, types.UnionType, tuple, typing.Annotated}:
        return set().union(*(_leaf_types(part) for part in typing.get_args(kind)))
    return {kind}


def _parsed(kind: Any, cell: Value) -> Any:
    """Return a cell as the type of its setting.

    Raises
    ------
    ValueError
        If a number is wanted and the text is not one.
    """
    text = text_of(cell).strip()
    if typing.get_origin(kind) is tuple:
        return [_number(part) for part in re.split(r"[,;|\s]+", text) if part]
    return text if any(issubclass(leaf, str) for leaf in _leaf_types(kind)) else _number(text)


def _number(text: str) -> float:
    if not PLAIN_NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain number")
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _place(nested: dict[str, Any], name: str, value: Any) -> None:
    *path, last = name.split(".")
    for step in path:
        nested = nested.setdefault(step, {})
    nested[last] = value


def read_settings(grid: Grid) -> tuple[dict[str, object], list[Finding]]:
    """Return the settings as the nested dict of ``settings.toml``, and the faults by row.

    A blank value leaves the default. Where there are faults the dict may be incomplete.
    """
    header = [name.lower() for name in grid.header]
    missing = [name for name in (NAME, VALUE) if name not in header]
    if missing:
        problem = f"the sheet has no column {' and no column '.join(missing)}"
        remedy = f"put {NAME} and {VALUE} in its first row"
        return {}, [grid.finding(Severity.FAULT, problem, remedy, row=grid.header_row)]
    name_at, value_at = header.index(NAME), header.index(VALUE)
    kinds = setting_names()
    rows: dict[str, int] = {}
    cells: dict[str, str] = {}
    nested: dict[str, Any] = {}
    findings: list[Finding] = []
    for row, name_cell, cell in zip(grid.rows, grid.columns[name_at], grid.columns[value_at], strict=True):
        name = text_of(name_cell).strip()
        if not name and not text_of(cell).strip():
            continue
        problem, remedy = _name_fault(name, cell, kinds, rows)
        if problem:
            findings.append(
                grid.finding(Severity.FAULT, problem, remedy, row=int(row), column=name_at, value=name)
            )
            continue
        if not text_of(cell).strip():
            continue
        rows[name], cells[name] = int(row), text_of(cell)
        try:
            _place(nested, name, _parsed(kinds[name], cell))
        except ValueError as error:
            findings.append(
                grid.finding(
                    Severity.FAULT,
                    str(error),
                    "write digits with a point, e.g. 2500000 or 0.2; lists as 1, 2, 5",
                    row=int(row),
                    column=value_at,
                    value=text_of(cell),
                )
            )
    return nested, findings + _value_faults(grid, value_at, nested, rows, cells)


def _name_fault(name: str, cell: Value, kinds: dict[str, Any], seen: dict[str, int]) -> tuple[str, str]:
    if name in seen:
        return f"the setting stands in row {seen[name]} too", "keep one of the two rows"
    if name in kinds:
        return "", ""
    if not name:
        return f"a value {text_of(cell)!r} without the name of a setting", "name the setting or clear the row"
    close = difflib.get_close_matches(name, kinds, n=1)
    return "not a setting", f"did you mean {close[0]!r}?" if close else f"settings are {', '.join(kinds)}"


def _value_faults(
    grid: Grid, value_at: int, nested: dict[str, Any], rows: dict[str, int], cells: dict[str, str]
) -> list[Finding]:
    """Check the values as the settings model does, and say in which row each fault stands."""
    try:
        Settings.model_validate(nested)
    except ValidationError as error:
        faults = error.errors()
    else:
        return []
    findings = []
    for fault in faults:
        path = ".".join(str(step) for step in fault["loc"])
        # The longest name that leads to the fault; a fault in a posture as a whole is shown at its first row.
        row_of = [name for name in rows if path == name or path.startswith(f"{name}.")]
        row_of = row_of or [name for name in rows if name.startswith(f"{path.rpartition('.')[0]}.")]
        name = row_of[0] if row_of else ""
        findings.append(
            grid.finding(
                Severity.FAULT,
                f"{path}: {fault['msg'].removeprefix('Value error, ')}",
                "`stockposture init` writes a workbook that describes it; a blank value means the default",
                row=rows.get(name),
                column=value_at,
                value=cells.get(name),
            )
        )
    return findings
