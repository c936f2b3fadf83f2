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
from stockposture_models.tables.noted import Column, positions_of
from stockposture_models.tables.number_cells import check_bounds, from_text, from_typed
from stockposture_models.tables.outliers import check_outliers
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row
from stockposture_models.tables.rows_aside import set_aside
from stockposture_models.tables.text_cells import check_text, empty_text
from stockposture_models.tables.word_cells import check_choices, check_flags

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

    def column(self, name: str) -> Column:
        """Return a column to report on."""
        return Column(self.raw, name)


def text_series(array: Any) -> pd.Series:
    """Return Arrow text as a pandas column."""
    series: pd.Series = array.to_pandas()
    return series


def _blank_in_required(column: Column, spec: ColumnSpec, blank: Mask) -> list[Finding]:
    if not spec.required:
        return []
    return column.faults(positions_of(blank), "is blank in a required column", f"fill it in: {spec.doc}")


def _check_numbers(column: Column, spec: ColumnSpec, cells: Found, decimal: str) -> tuple[pd.Series, list[Finding]]:
    numbers = from_text(column, spec, cells, decimal) if cells.is_text else from_typed(column, cells)
    check_bounds(column, spec, numbers)
    values = numbers.values  # noqa: PD011 - not a pandas object
    findings = numbers.findings + _blank_in_required(column, spec, numbers.blank)
    findings += check_outliers(column, spec, values)
    if spec.default is not None:
        values[numbers.blank] = spec.default
    if spec.kind is Kind.COUNT:
        # Refused cells get a stand-in: whole numbers have no nan.
        return pd.Series(np.nan_to_num(values, nan=spec.ge or 0.0).astype(np.int64)), findings
    # Adding 0.0 turns -0.0 into 0.0.
    return pd.Series(values + 0.0), findings


def _check_column(
    column: Column, spec: ColumnSpec, cells: Found, decimal: str, *, is_key: bool
) -> tuple[pd.Series, list[Finding]]:
    match spec.kind:
        case Kind.TEXT:
            text, blank, findings = check_text(column, spec, cells, is_key=is_key)
            findings += _blank_in_required(column, spec, blank)
            if spec.default and blank.any():
                text = pc.if_else(pa.array(blank), pa.scalar(spec.default, text.type), text)
            return text_series(text), findings
        case Kind.CHOICE:
            text, blank, findings = check_choices(column, spec, cells)
            return text_series(text), findings + _blank_in_required(column, spec, blank)
        case Kind.FLAG:
            flags, findings = check_flags(column, spec, cells)
            return pd.Series(flags), findings
        case Kind.NUMBER | Kind.COUNT:
            return _check_numbers(column, spec, cells, decimal)


def _too_long(column: Column, cells: Found) -> list[Finding]:
    """Refuse cells no workbook could hold; most often an unclosed quote swallowed the lines after it."""
    if not cells.is_text or not len(cells) or pc.max(pc.binary_length(cells.array)).as_py() <= LONGEST_CELL:
        return []
    long = positions_of(as_mask(pc.greater(pc.utf8_length(cells.array), LONGEST_CELL)))
    problem = f"is longer than {LONGEST_CELL:,} characters"
    return column.faults(long, problem, "shorten it, and look for a quote that is never closed")


def _filled(spec: ColumnSpec, count: int) -> pd.Series:
    """Return a column of defaults; of harmless stand-ins if the column has none."""
    match spec.kind:
        case Kind.TEXT | Kind.CHOICE:
            return text_series(empty_text(count, spec.default or ""))
        case Kind.FLAG:
            return pd.Series(np.full(count, bool(spec.default)))
        case Kind.COUNT:
            return pd.Series(np.full(count, spec.default or 0, dtype=np.int64))
        case Kind.NUMBER:
            return pd.Series(np.full(count, np.nan if spec.default is None else spec.default, dtype=np.float64))


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
        column = Column(raw, name)
        too_long = _too_long(column, cells)
        columns[name], more = _check_column(column, spec, cells, decimal, is_key=name in keys)
        findings += too_long or more
    if not len(raw.rows) and not missing:
        findings += _no_rows(raw, model)
    return CheckedTable(raw, pd.DataFrame(columns, copy=False)), findings


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
