"""One table checked against its row model: every cell's type, bounds, pattern and default, wholesale."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.column_spec import ColumnSpec, Kind, specs_of
from stockposture_models.tables.found import Found, Mask, as_mask, found
from stockposture_models.tables.header import check_names
from stockposture_models.tables.noted import faults, positions_of
from stockposture_models.tables.number_cells import check_bounds, from_text, from_typed
from stockposture_models.tables.outliers import check_outliers
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row
from stockposture_models.tables.rows_aside import set_aside
from stockposture_models.tables.text_cells import check_flags, check_text, check_words, refuse_typed_choice

#: The longest cell a workbook can hold; anything longer is a broken file.
LONGEST_CELL = 32_767


@dataclass(frozen=True)
class CheckedTable:
    """A table after its own checks, before those across tables.

    Parameters
    ----------
    raw
        The table as found, rows that are no records taken out.
    frame
        (n, columns of the row model) values, defaults filled in; refused cells hold a harmless stand-in.
    """

    raw: RawTable
    frame: pd.DataFrame


def text_series(array: Any) -> pd.Series:
    """Return Arrow text as a pandas column."""
    series: pd.Series = array.to_pandas()
    return series


def _blank_in_required(raw: RawTable, spec: ColumnSpec, cells: Found, blank: Mask) -> list[Finding]:
    if not spec.required or not blank.any():
        return []
    remedy = f"fill it in: {spec.doc}"
    return faults(raw, spec.name, cells, positions_of(blank), "is blank in a required column", remedy)


def _check_numbers(
    raw: RawTable, spec: ColumnSpec, cells: Found, decimal: str
) -> tuple[pd.Series, list[Finding]]:
    numbers = from_text(raw, spec, cells, decimal) if cells.is_text else from_typed(raw, spec, cells)
    check_bounds(raw, spec, cells, numbers)
    findings = numbers.findings + _blank_in_required(raw, spec, cells, numbers.blank)
    findings += check_outliers(raw, spec, cells, numbers.values)
    values = numbers.values
    if spec.default is not None:
        values[numbers.blank] = spec.default
    if spec.kind is Kind.COUNT:
        stand_in = spec.ge if spec.ge is not None else 0.0
        values[np.isnan(values)] = stand_in
        return pd.Series(values.astype(np.int64)), findings
    values += 0.0  # -0.0 becomes 0.0
    return pd.Series(values), findings


def _check_choices(raw: RawTable, spec: ColumnSpec, cells: Found) -> tuple[pd.Series, list[Finding]]:
    if not cells.is_text:
        found_wrong = refuse_typed_choice(raw, spec, cells) if cells.not_text.any() else []
        return _filled(spec, len(cells)), found_wrong
    values, codes, blank, findings = check_words(raw, spec, cells)
    findings += _blank_in_required(raw, spec, cells, blank)
    stand_in = spec.default if spec.default is not None else spec.choices[0]
    lookup = pa.array([stand_in if value is None else value for value in values] or [""], pa.large_string())
    return text_series(lookup.take(pa.array(codes))), findings


def _check_texts(
    raw: RawTable, spec: ColumnSpec, cells: Found, *, is_key: bool
) -> tuple[pd.Series, list[Finding]]:
    bare, blank, findings = check_text(raw, spec, cells, is_key=is_key)
    if cells.is_text or not cells.not_text.any():
        findings += _blank_in_required(raw, spec, cells, blank)
    if spec.default and blank.any():
        bare = pc.if_else(pa.array(blank), pa.scalar(spec.default, bare.type), bare)
    return text_series(bare), findings


def _too_long(raw: RawTable, name: str, cells: Found) -> list[Finding]:
    """Refuse cells no workbook could hold; most often an unclosed quote swallowed the lines after it."""
    if not cells.is_text or not len(cells) or pc.max(pc.binary_length(cells.array)).as_py() <= LONGEST_CELL:
        return []
    long = positions_of(as_mask(pc.greater(pc.utf8_length(cells.array), LONGEST_CELL)))
    problem = f"is longer than {LONGEST_CELL:,} characters"
    return faults(raw, name, cells, long, problem, "shorten it, and look for a quote that is never closed")


def _filled(spec: ColumnSpec, count: int) -> pd.Series:
    """Return a column of defaults; of harmless stand-ins if the column has none."""
    match spec.kind:
        case Kind.TEXT | Kind.CHOICE:
            word = spec.default or ""
            return text_series(pa.array(np.full(count, word), type=pa.large_string()))
        case Kind.FLAG:
            return pd.Series(np.full(count, bool(spec.default)))
        case Kind.COUNT:
            return pd.Series(np.full(count, spec.default or 0, dtype=np.int64))
        case Kind.NUMBER:
            number = np.nan if spec.default is None else spec.default
            return pd.Series(np.full(count, number, dtype=np.float64))


def _check_column(
    raw: RawTable, spec: ColumnSpec, cells: Found, decimal: str, *, is_key: bool
) -> tuple[pd.Series, list[Finding]]:
    match spec.kind:
        case Kind.TEXT:
            return _check_texts(raw, spec, cells, is_key=is_key)
        case Kind.CHOICE:
            return _check_choices(raw, spec, cells)
        case Kind.FLAG:
            flags, blank, findings = check_flags(raw, spec, cells)
            flags[blank] = bool(spec.default)
            return pd.Series(flags), findings
        case Kind.NUMBER | Kind.COUNT:
            return _check_numbers(raw, spec, cells, decimal)


def check_table(raw: RawTable, model: type[Row], decimal: str = ".") -> tuple[CheckedTable, list[Finding]]:
    """Check one table against its row model, column by column.

    Parameters
    ----------
    raw
        The table as found.
    model
        Its row model, the only source of names, types, bounds, patterns and defaults.
    decimal
        Decimal mark of numbers given as text.

    Returns
    -------
    CheckedTable
        All columns of the model in its order; only fit for use if no finding is a fault.
    list of Finding
        Every fault, warning and repair.
    """
    missing, findings = check_names(list(raw.columns), model, raw.source, raw.sheet)
    raw, more = set_aside(raw, model)
    findings += more
    columns: dict[str, pd.Series] = {}
    keys = {name for name in specs_of(model) if name in model.key or name in REFERENCES}
    for name, spec in specs_of(model).items():
        if name not in raw.columns:
            columns[name] = _filled(spec, len(raw.rows))
            continue
        cells = found(raw.columns[name])
        too_long = _too_long(raw, name, cells)
        columns[name], more = _check_column(raw, spec, cells, decimal, is_key=name in keys)
        findings += too_long or more
    if not len(raw.rows) and not missing:
        findings += _no_rows(raw, model)
    return CheckedTable(raw, pd.DataFrame(columns)), findings


#: Columns that name a row of another table.
REFERENCES = frozenset({"sku", "supplier", "region", "warehouse"})

#: Tables a case cannot do without.
REQUIRED_TABLES = ("items", "suppliers", "offers")


def _no_rows(raw: RawTable, model: type[Row]) -> list[Finding]:
    """Refuse a required table without a single record."""
    if model.table in REQUIRED_TABLES:
        finding = Finding(
            Severity.FAULT,
            f"{model.table} has a header but no rows",
            f"add at least one row below the header of {model.table}",
            raw.source,
            raw.sheet,
        )
        return [finding]
    return []
