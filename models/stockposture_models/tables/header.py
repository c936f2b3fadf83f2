"""The header of a table: mended, and held to the columns of the row model."""

import re
from collections.abc import Sequence

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.close import closest
from stockposture_models.tables.column_spec import specs_of
from stockposture_models.tables.row import Row

_UNIT = re.compile(r"\s*[\[(][^\])]*[\])]\s*$")


def mend_name(name: str) -> str:
    """Return a header as the row models write it: lower case, ``_`` for spaces, no unit in brackets.

    >>> mend_name(" Demand Mean [units/day]")
    'demand_mean'
    """
    return re.sub(r"[\s\-]+", "_", _UNIT.sub("", name).strip()).lower()


def looks_like_header(names: Sequence[str], model: type[Row]) -> bool:
    """Return whether any name, mended, is a column of the model or close to one."""
    known = specs_of(model)
    return any(mend_name(name) in known or closest(mend_name(name), known, 0.85) for name in names)


def mend_header(
    names: Sequence[str], model: type[Row], source: str, sheet: str | None = None, row: int = 1
) -> tuple[list[str], list[Finding]]:
    """Return the header mended, and what is wrong with it: nothing in it is a header, a name twice, a blank.

    Unknown and missing names are left to :func:`check_names`, which sees every source.

    Parameters
    ----------
    names
        Header cells as found.
    model
        Row model of the table.
    source, sheet, row
        Where the header stands.
    """

    def finding(severity: Severity, problem: str, remedy: str, column: str | None, value: str) -> Finding:
        return Finding(severity, problem, remedy, source, sheet, row, column, value)

    if not looks_like_header(names, model):
        wanted = ", ".join(name for name, spec in specs_of(model).items() if spec.required)
        problem = f"no header: no name in the first row is a column of {model.table}"
        remedy = f"begin the table with a row of column names ({wanted}, ...)"
        return list(names), [finding(Severity.FAULT, problem, remedy, None, ", ".join(names))]
    mended = [mend_name(name) for name in names]
    findings = []
    changed = [name for name, plain in zip(names, mended, strict=True) if name != plain]
    if changed:
        problem = "header case, spaces or units mended: " + ", ".join(map(repr, changed))
        findings.append(finding(Severity.REPAIR, problem, "", None, changed[0]))
    seen: dict[str, int] = {}
    for number, (name, plain) in enumerate(zip(names, mended, strict=True), start=1):
        if plain == "":
            problem = f"column {number} has no name"
            findings.append(finding(Severity.FAULT, problem, "name the column or remove it", None, name))
        elif plain in seen:
            problem = f"header {plain!r} stands in columns {seen[plain]} and {number}"
            findings.append(finding(Severity.FAULT, problem, "keep one of the two columns", plain, name))
        else:
            seen[plain] = number
    return mended, findings


def check_names(
    names: Sequence[str], model: type[Row], source: str, sheet: str | None = None
) -> tuple[list[str], list[Finding]]:
    """Return the required columns that are missing for good, and findings on unknown and missing names."""
    known = specs_of(model)
    absent = [name for name in known if name not in names]
    missing = [name for name in absent if known[name].required]
    findings = []
    meant = set()
    for name in names:
        if name in known or name == "":
            continue
        near = closest(name, absent) or next((wanted for wanted in missing if wanted in name), "")
        if near:
            meant.add(near)
            problem = f"unknown column in {model.table}"
            remedy = f"did you mean {near!r}? rename or remove it"
            findings.append(Finding(Severity.FAULT, problem, remedy, source, sheet, 1, name, name))
        else:
            remedy = "remove it, or see docs/tables.md for the columns"
            problem = f"unknown column in {model.table}, ignored"
            findings.append(Finding(Severity.WARNING, problem, remedy, source, sheet, 1, name, name))
    for name in missing:
        if name not in meant:
            remedy = f"add it: {known[name].doc}" + (f" [{known[name].unit}]" if known[name].unit else "")
            problem = f"required column of {model.table} is missing"
            findings.append(Finding(Severity.FAULT, problem, remedy, source, sheet, 1, name))
    return missing, findings
