"""A spreadsheet of today's decisions made ready for the column checks: headings, words, and ``A|B`` as two rows."""

from dataclasses import replace

import numpy as np
import pandas as pd

from stockposture.pricing.current_row import POSTURE_WORDS, SYNONYMS, CurrentRow
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan.row import PlanRow
from stockposture_models.tables.noted import about_table
from stockposture_models.tables.raw import RawTable

#: Figures of ``plan.csv`` that follow from the decisions: whoever edits one need not take them out.
_FIGURES = frozenset(PlanRow.model_fields) - frozenset(SYNONYMS) - frozenset(CurrentRow.model_fields)
#: Columns of ``plan.csv`` that hold several values in a cell.
_SEVERAL = ("supplier", "share")


def prepared(raw: RawTable) -> tuple[RawTable, list[Finding]]:
    """Return the table with our headings and one supplier a row, and what was mended.

    Parameters
    ----------
    raw
        As found; headings mended already (case, spaces, units).
    """
    columns: dict[str, pd.Series] = {}
    findings: list[Finding] = []
    for name, values in raw.columns.items():
        meant = SYNONYMS.get(name, name)
        if name in _FIGURES:
            continue
        if meant != name and (meant in raw.columns or meant in columns):
            problem = f"{name} and {meant} are the same; {meant} is read"
            findings.append(about_table(raw, Severity.WARNING, problem, "remove one of the two", column=name))
            continue
        if meant != name:
            findings.append(about_table(raw, Severity.REPAIR, f"{name} read as {meant}", column=name, value=name))
        columns[meant] = values
    if "posture" in columns:
        columns["posture"] = _postures(columns["posture"])
    return _one_supplier_a_row(replace(raw, columns=columns)), findings


def _postures(values: pd.Series) -> pd.Series:
    """Return postures in our words; whatever is none of them is left to the column checks."""
    texts = {text: POSTURE_WORDS.get(str(text).strip().lower()) for text in values.unique()}
    known = {text: word for text, word in texts.items() if word is not None}
    return values.map(lambda text: known.get(text, text)) if known else values


def _one_supplier_a_row(raw: RawTable) -> RawTable:
    """Return ``A|B`` with ``0.7|0.3`` as two rows of the same number; a supplier has no ``|`` in its name."""
    given = [name for name in _SEVERAL if name in raw.columns]
    texts = {name: raw.columns[name].astype("str").fillna("") for name in given}
    if not any(text.str.contains("|", regex=False).any() for text in texts.values()):
        return raw
    parts = {name: [str(text).split("|") for text in cells] for name, cells in texts.items()}
    count = np.max([[len(cell) for cell in part] for part in parts.values()], axis=0)
    row = np.repeat(np.arange(len(raw.rows)), count)
    side = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    columns = {name: values.iloc[row].reset_index(drop=True) for name, values in raw.columns.items()}
    for name, part in parts.items():
        cells = ((part[of], at) for of, at in zip(row.tolist(), side.tolist(), strict=True))
        columns[name] = pd.Series([cell[at] if at < len(cell) else "" for cell, at in cells], dtype="str")
    return replace(raw, columns=columns, rows=raw.rows[row])
