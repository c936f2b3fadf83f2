"""From history tables as text to a checked history; every fault is reported at once."""

import datetime
import difflib
import types
from collections.abc import Mapping
from typing import Union, get_args, get_origin

import annotated_types
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic.fields import FieldInfo

from stockposture.history.dates import FORMAT_REMEDY, parse_dates
from stockposture.history.history import History
from stockposture.history.rows import HISTORY_ROWS, OPTIONAL_TABLES
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.row import Row

Mask = NDArray[np.bool_]

NUMBER = r"[+\-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-]?\d+)?"
FLAGS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}

#: A column wrong in every row would drown everything else.
MOST_FAULTS_A_COLUMN = 1000


def check_history(tables: Mapping[str, pd.DataFrame], date_format: str | None = None) -> History:
    """Check history tables and give them their types.

    Parameters
    ----------
    tables
        ``demand``, ``deliveries``, ``suppliers`` and optionally ``items``; all cells text, ``""`` blank,
        a fresh ``RangeIndex`` (record 0 is row 2 of the file).
    date_format
        ``strftime`` format of the dates; ISO if ``None``.

    Raises
    ------
    BadInputError
        With every fault: missing table or column, cell that is no date, number or flag, number out of
        bounds, received before ordered, unknown supplier, duplicate supplier or item.
    """
    findings: list[Finding] = []
    typed = {}
    for name, model in HISTORY_ROWS.items():
        if name in tables:
            typed[name] = _typed_table(tables[name], model, date_format, findings)
        elif name in OPTIONAL_TABLES:
            typed[name] = _typed_table(pd.DataFrame(columns=["sku"], dtype=str), model, date_format, findings)
        else:
            findings.append(_fault(name, "the table is missing", f"add {name}.csv"))
    if "deliveries" in typed:
        findings += _received_before_ordered(typed["deliveries"])
        if "suppliers" in typed:
            findings += _unknown_suppliers(typed["deliveries"], typed["suppliers"])
    for name in ("suppliers", "items"):
        if name in typed:
            findings += _duplicates(typed[name], HISTORY_ROWS[name])
    if any(finding.is_fault for finding in findings):
        raise BadInputError(findings)
    return History(typed["demand"], typed["deliveries"], typed["suppliers"], typed["items"], tuple(findings))


def _fault(
    table: str,
    problem: str,
    remedy: str,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Finding:
    return Finding(Severity.FAULT, problem, remedy, file=f"{table}.csv", row=row, column=column, value=value)


def _typed_table(
    text: pd.DataFrame, model: type[Row], date_format: str | None, findings: list[Finding]
) -> pd.DataFrame:
    """Return the model's columns with their types; add what is wrong to ``findings``."""
    columns = {}
    for name in text.columns.difference(list(model.model_fields)):
        close = difflib.get_close_matches(name, list(model.model_fields), n=1)
        problem = f"unknown column {name!r}" + (f"; did you mean {close[0]!r}?" if close else "")
        severity = Severity.FAULT if close and close[0] not in text.columns else Severity.WARNING
        findings.append(
            Finding(severity, problem, "rename or remove it", file=f"{model.table}.csv", column=name)
        )
    for name, field in model.model_fields.items():
        if name in text.columns:
            stripped = text[name].astype(str).str.strip()
            columns[name] = _typed_column(stripped, field, (model.table, name), date_format, findings)
        elif field.is_required():
            findings.append(
                _fault(model.table, "the column is missing", f"add it: {field.description}", column=name)
            )
            columns[name] = _typed_column(pd.Series("", index=text.index), field, None, date_format, findings)
        else:
            columns[name] = _typed_column(pd.Series("", index=text.index), field, None, date_format, findings)
    return pd.DataFrame(columns, index=text.index)


def _typed_column(
    text: pd.Series,
    field: FieldInfo,
    place: tuple[str, str] | None,
    date_format: str | None,
    findings: list[Finding],
) -> pd.Series:
    """Return one column with its type; ``place`` is its table and name, ``None`` to report nothing."""
    kind = _kind(field)
    wrong: list[tuple[Mask, str, str]] = []
    values: pd.Series
    if kind is datetime.date:
        parsed = parse_dates(text, date_format)
        values = parsed.values
        wrong.append((parsed.ambiguous, "ambiguous date: day and month cannot be told apart", FORMAT_REMEDY))
        wrong.append((parsed.not_understood & ~parsed.ambiguous, "not a date", FORMAT_REMEDY))
    elif kind is float:
        numeric = text.str.fullmatch(NUMBER)
        values = pd.to_numeric(text.where(numeric), errors="coerce").astype("float64")
        bad = (text.ne("") & ~(numeric & np.isfinite(values))).to_numpy(dtype=bool)
        wrong.append((bad, "not a number", "write it like 1234.5"))
        wrong += _bounds(values, field)
    elif kind is bool:
        known = text.str.lower().map(FLAGS)
        wrong.append(
            ((known.isna() & text.ne("")).to_numpy(dtype=bool), "neither true nor false", "true or false")
        )
        values = known.where(known.notna(), field.default).astype(bool)
    else:
        values = text
    if field.is_required():
        wrong.append(
            (text.eq("").to_numpy(dtype=bool), "blank in a required column", f"fill it: {field.description}")
        )
    if place is not None:
        for mask, problem, remedy in wrong:
            findings += _cells(text, mask, place, problem, remedy)
    return values


def _kind(field: FieldInfo) -> type:
    """Return the column's type without its ``None``."""
    annotation = field.annotation
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    if not isinstance(annotation, type):
        raise TypeError(f"column type {annotation!r} is not supported")
    return annotation


def _bounds(values: pd.Series, field: FieldInfo) -> list[tuple[Mask, str, str]]:
    return [
        ((values < bound.ge).to_numpy(dtype=bool), f"below {bound.ge}", f"must be {bound.ge} or more")
        for bound in field.metadata
        if isinstance(bound, annotated_types.Ge)
    ]


def _cells(text: pd.Series, mask: Mask, place: tuple[str, str], problem: str, remedy: str) -> list[Finding]:
    rows = np.flatnonzero(mask)
    table, name = place
    found = [
        _fault(table, problem, remedy, row=int(row) + 2, column=name, value=str(text.iloc[row]))
        for row in rows[:MOST_FAULTS_A_COLUMN]
    ]
    if len(rows) > MOST_FAULTS_A_COLUMN:
        found.append(
            _fault(
                table, f"{problem}, in {len(rows) - MOST_FAULTS_A_COLUMN:,} more rows", remedy, column=name
            )
        )
    return found


def _received_before_ordered(deliveries: pd.DataFrame) -> list[Finding]:
    early = (deliveries["received"] < deliveries["ordered"]).to_numpy(dtype=bool)
    shown = (
        deliveries["received"].dt.strftime("%Y-%m-%d") + " < " + deliveries["ordered"].dt.strftime("%Y-%m-%d")
    )
    remedy = "correct one of the dates, or leave ordered blank"
    return _cells(shown, early, ("deliveries", "received"), "received before it was ordered", remedy)


def _unknown_suppliers(deliveries: pd.DataFrame, suppliers: pd.DataFrame) -> list[Finding]:
    known = set(suppliers["supplier"])
    named = deliveries["supplier"]
    found: list[Finding] = []
    for name in sorted(set(named) - known - {""}):
        close = difflib.get_close_matches(name, sorted(known), n=3)
        hint = f"; close: {', '.join(close)}" if close else ""
        mask = (named == name).to_numpy(dtype=bool)
        remedy = f"add it to suppliers.csv or correct the name{hint}"
        found += _cells(named, mask, ("deliveries", "supplier"), "unknown supplier", remedy)
    return found


def _duplicates(table: pd.DataFrame, model: type[Row]) -> list[Finding]:
    (key,) = model.key
    again = table.duplicated(key).to_numpy(dtype=bool) & table[key].ne("").to_numpy(dtype=bool)
    first = table.reset_index(names="record").groupby(key)["record"].transform("first").to_numpy()
    return [
        _fault(
            model.table,
            f"already in row {int(first[row]) + 2}",
            "keep one of the rows",
            row=int(row) + 2,
            column=key,
            value=str(table[key].iloc[row]),
        )
        for row in np.flatnonzero(again)
    ]
