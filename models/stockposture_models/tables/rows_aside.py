"""Rows that are no records: blank ones, the header again, totals at the end."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.column_spec import Kind, specs_of
from stockposture_models.tables.found import Mask, found
from stockposture_models.tables.header import mend_name
from stockposture_models.tables.noted import ROWS_NAMED, about_table, positions_of
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row

_TOTAL = re.compile(r"^(grand |sub-?)?(totals?|sum|summe|gesamt)\s*:?$", re.IGNORECASE)


def _is_blank(values: pd.Series) -> Mask:
    """Return which values are missing or only white space."""
    cells = found(values)
    if cells.is_text:
        return np.array([text.strip() == "" for text in cells.array.to_pylist()], dtype=bool)
    return ~cells.not_text


def _blank_rows(raw: RawTable, key: str) -> Mask:
    """Return which rows are blank throughout; only rows with a blank key are looked at closely."""
    blank = np.zeros(len(raw.rows), dtype=bool)
    candidates = positions_of(_blank_keys(raw.columns[key]))
    if len(candidates):
        within = np.ones(len(candidates), dtype=bool)
        for values in raw.columns.values():
            within &= _is_blank(values.iloc[candidates])
        blank[candidates[within]] = True
    return blank


def _blank_keys(values: pd.Series) -> Mask:
    if pd.api.types.is_numeric_dtype(values.dtype):
        return values.isna().to_numpy(dtype=bool)
    short = values.isna() | values.isin(["", " "])
    if short.any() or not len(values):
        return _is_blank(values)
    return short.to_numpy(dtype=bool)


def _repeated_headers(raw: RawTable, key: str) -> Mask:
    """Return which rows hold the column names again."""
    repeated = np.zeros(len(raw.rows), dtype=bool)
    cells = found(raw.columns[key])
    if not cells.is_text:
        return repeated
    spellings = [key, key.upper(), key.title(), key.capitalize(), key.replace("_", " ")]
    candidates = positions_of(raw.columns[key].isin(spellings).to_numpy(dtype=bool))
    for at in candidates.tolist():
        texts = {name: str(values.iloc[at]) for name, values in raw.columns.items()}
        repeated[at] = all(mend_name(text) in (name, "") for name, text in texts.items())
    return repeated


def _is_totals(raw: RawTable, model: type[Row], at: int) -> bool:
    """Return whether a row says "Total" and names nothing else."""
    specs = specs_of(model)
    texts = []
    for name, values in raw.columns.items():
        if name in specs and specs[name].kind is Kind.TEXT:
            value = values.iloc[at]
            texts.append("" if pd.isna(value) else str(value).strip())
    words = [text for text in texts if text]
    return len(words) == 1 and _TOTAL.match(words[0]) is not None


def set_aside(raw: RawTable, model: type[Row]) -> tuple[RawTable, list[Finding]]:
    """Take blank rows, repeated headers and a totals row out of a table, and say so."""
    key = next((name for name in model.key if name in raw.columns), None)
    if key is None or not len(raw.rows):
        return raw, []
    findings: list[Finding] = []
    blank = _blank_rows(raw, key)
    if blank.any():
        rows = raw.rows[blank].tolist()
        listed = ", ".join(map(str, rows[:ROWS_NAMED])) + (", ..." if len(rows) > ROWS_NAMED else "")
        problem = f"{len(rows)} blank row{'s' if len(rows) > 1 else ''} skipped ({listed})"
        findings.append(about_table(raw, Severity.REPAIR, problem, "", row=rows[0]))
    repeated = _repeated_headers(raw, key)
    for row in raw.rows[repeated].tolist():
        problem, remedy = "the header is repeated as a row", "remove the row"
        findings.append(about_table(raw, Severity.FAULT, problem, remedy, row=row, column=key, value=key))
    aside = blank | repeated
    kept = positions_of(~aside)
    if len(kept) and _is_totals(raw, model, int(kept[-1])):
        last = int(kept[-1])
        problem = "the last row looks like a totals row"
        remedy = "remove the row; if it is a record, move it up from the end"
        value = next(
            text for text in (str(v.iloc[last]) for v in raw.columns.values()) if _TOTAL.match(text.strip())
        )
        row = int(raw.rows[last])
        findings.append(about_table(raw, Severity.FAULT, problem, remedy, row=row, column=key, value=value))
        aside[last] = True
    if not aside.any():
        return raw, findings
    columns = {name: values[~aside] for name, values in raw.columns.items()}
    return replace(raw, columns=columns, rows=raw.rows[~aside]), findings
