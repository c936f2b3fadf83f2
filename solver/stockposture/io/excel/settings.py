"""The settings sheet: two columns, ``setting`` and ``value``; dotted names reach into the postures."""

import difflib
from typing import Any

from pydantic import ValidationError

from stockposture.io.excel.grid import Grid
from stockposture.io.excel.rules import GOVERNANCE, PARTS, is_of_rule, rules_of
from stockposture.io.excel.setting_values import parsed, place, setting_names
from stockposture.io.excel.text import text_of
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.settings import Settings

NAME, VALUE = "setting", "value"


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
    names = [text_of(cell).strip() for cell in grid.columns[name_at]]
    values = [text_of(cell).strip() for cell in grid.columns[value_at]]
    kinds = setting_names()
    nested: dict[str, Any] = {}
    cells: dict[str, tuple[int, str]] = {}
    of_rules: dict[str, tuple[int, str]] = {}
    findings: list[Finding] = []
    for row, name, value in zip(grid.rows.tolist(), names, values, strict=True):
        problem, remedy = _name_fault(name, value, kinds, cells | of_rules)
        if problem:
            findings.append(grid.finding(Severity.FAULT, problem, remedy, row=row, column=name_at, value=name))
        elif value and is_of_rule(name):
            of_rules[name] = row, value
        elif value:
            cells[name] = row, value
            try:
                place(nested, name, parsed(kinds[name], value))
            except ValueError as error:
                remedy = "write digits with a point, e.g. 2500000 or 0.2; lists as 1, 2, 5"
                findings.append(grid.finding(Severity.FAULT, str(error), remedy, row=row, column=value_at, value=value))
    if of_rules:
        rules, places = rules_of({name: value for name, (_, value) in of_rules.items()})
        nested[GOVERNANCE] = rules
        cells |= {places[name]: cell for name, cell in of_rules.items()}
    if not findings:
        findings = _value_faults(grid, value_at, nested, cells)
    return nested, findings


def _name_fault(name: str, value: str, kinds: dict[str, Any], seen: dict[str, tuple[int, str]]) -> tuple[str, str]:
    """Return what is wrong with the name of a setting and the remedy, or two empty texts."""
    if name in seen:
        return f"the setting stands in row {seen[name][0]} too", "keep one of the two rows"
    if name in kinds or is_of_rule(name) or not (name or value):
        return "", ""
    if not name:
        return f"a value {value!r} without the name of a setting", "name the setting or clear the row"
    if name.startswith(GOVERNANCE):
        return "not a setting", f"write rules as {', '.join(f'{GOVERNANCE}.1.{part}' for part in PARTS)}"
    close = difflib.get_close_matches(name, kinds, n=1)
    return "not a setting", f"did you mean {close[0]!r}?" if close else f"settings are {', '.join(kinds)}"


def _value_faults(
    grid: Grid, value_at: int, nested: dict[str, Any], cells: dict[str, tuple[int, str]]
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
        # The setting that leads to the fault; a fault in a posture as a whole is shown at its first row.
        leading = [name for name in cells if path == name or path.startswith(f"{name}.")]
        group = path if fault["type"] == "value_error" else path.rpartition(".")[0]
        beside = [name for name in cells if name.startswith(f"{group}.")]
        row, value = next((cells[name] for name in leading + beside), (None, None))
        findings.append(
            grid.finding(
                Severity.FAULT,
                f"{path}: {fault['msg'].removeprefix('Value error, ')}",
                "`stockposture init DIR --xlsx` describes every setting; a blank value means the default",
                row=row,
                column=value_at,
                value=value,
            )
        )
    return findings
