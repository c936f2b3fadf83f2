"""Rows that are no records: blank ones, the header again, totals at the end."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.column_spec import Kind, specs_of
from stockposture_models.tables.found import Mask, as_mask, found, is_blank, shown
from stockposture_models.tables.header import mend_name
from stockposture_models.tables.noted import about_table, positions_of, rows_in_words
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row

_TOTAL = re.compile(r"^(grand |sub-?)?(totals?|sum|summe|gesamt)\s*:?$", re.IGNORECASE)


def _is_blank(values: pd.Series) -> Mask:
    """Return which values are missing or only white space."""
    cells = found(values)
    if cells.is_text:
        return as_mask(pc.equal(pc.utf8_trim_whitespace(cells.array), ""))
    return ~cells.not_text


def _blank_rows(raw: RawTable, key: str) -> Mask:
    """Return which rows are blank throughout; only rows with a blank key are looked at further."""
    blank = _is_blank(raw.columns[key])
    candidates = positions_of(blank)
    for values in raw.columns.values():
        if not len(candidates):
            break
        blank[candidates] &= _is_blank(values.iloc[candidates])
        candidates = positions_of(blank)
    return blank


def _repeated_headers(raw: RawTable, key: str) -> Mask:
    """Return which rows hold the column names again."""
    cells = found(raw.columns[key])
    repeated = np.zeros(len(raw.rows), dtype=bool)
    if not cells.is_text:
        return repeated
    names_key = as_mask(pc.equal(pc.utf8_lower(pc.utf8_trim_whitespace(cells.array)), key))
    for at in positions_of(names_key).tolist():
        texts = {name: shown(values.iloc[at]) for name, values in raw.columns.items()}
        repeated[at] = all(mend_name(text) in (name, "") for name, text in texts.items())
    return repeated


def _total_word(raw: RawTable, model: type[Row], at: int) -> str | None:
    """Return the word "Total" of a row that has it and names nothing else."""
    specs = specs_of(model)
    texts = [
        shown(values.iloc[at]).strip()
        for name, values in raw.columns.items()
        if name in specs and specs[name].kind is Kind.TEXT and not is_blank(values.iloc[at])
    ]
    words = [text for text in texts if text]
    return words[0] if len(words) == 1 and _TOTAL.match(words[0]) else None


def set_aside(raw: RawTable, model: type[Row]) -> tuple[RawTable, list[Finding]]:
    """Take blank rows, repeated headers and a totals row out of a table, and say so."""
    key = next((name for name in model.key if name in raw.columns), None)
    if key is None or not len(raw.rows):
        return raw, []
    findings: list[Finding] = []
    blank = _blank_rows(raw, key)
    if blank.any():
        rows = raw.rows[blank].tolist()
        problem = f"{len(rows):,} blank row{'s' if len(rows) > 1 else ''} skipped ({rows_in_words(raw, rows)})"
        findings.append(about_table(raw, Severity.REPAIR, problem, row=rows[0]))
    repeated = _repeated_headers(raw, key)
    for row in raw.rows[repeated].tolist():
        problem, remedy = "the header is repeated as a row", "remove the row"
        findings.append(about_table(raw, Severity.FAULT, problem, remedy, row=row, column=key, value=key))
    aside = blank | repeated
    kept = positions_of(~aside)
    last = int(kept[-1]) if len(kept) else None
    word = None if last is None else _total_word(raw, model, last)
    if last is not None and word is not None:
        problem = "the last row looks like a totals row"
        remedy = "remove the row; if it is a record, move it up from the end"
        row = int(raw.rows[last])
        findings.append(about_table(raw, Severity.FAULT, problem, remedy, row=row, column=key, value=word))
        aside[last] = True
    if not aside.any():
        return raw, findings
    columns = {name: values[~aside] for name, values in raw.columns.items()}
    return replace(raw, columns=columns, rows=raw.rows[~aside]), findings
