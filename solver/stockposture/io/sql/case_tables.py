"""The tables of a case out of a database, as found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from stockposture.io.excel.grid import Grid
from stockposture.io.excel.settings import read_settings
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.column_spec import Kind, specs_of
from stockposture_models.tables.header import mend_header, mend_name
from stockposture_models.tables.raw import RawTable

if TYPE_CHECKING:
    from sqlalchemy import Connection

SETTINGS = "settings"


@dataclass
class FoundTables:
    """What a database holds of a case.

    Parameters
    ----------
    raws
        The tables.
    unread
        Tables that are there but at fault.
    settings
        The settings, nested as in ``settings.toml``.
    findings
        What was refused or mended.
    """

    raws: list[RawTable] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    settings: dict[str, object] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def source_of(table: str) -> str:
    """Return how findings call a table of a database."""
    return f"table {table}"


def read_tables(connection: "Connection") -> FoundTables:
    """Read the tables and views that have the names of a case's tables, and ``settings``.

    Rows are counted from 1 in the order of their key; columns are those of ``docs/tables.md`` and may be of any type
    that holds their values.

    Raises
    ------
    SQLAlchemyError
        The database refused.
    BadInputError
        Two tables differ in the case of their names only.
    """
    names = _names(connection, (*ROW_MODELS, SETTINGS))
    found = FoundTables()
    for table in ROW_MODELS:
        if table in names:
            raw, more = _raw_table(connection, names[table], table)
            found.findings += more
            if raw is None:
                found.unread.append(table)
            else:
                found.raws.append(raw)
    if SETTINGS in names:
        found.settings, more = _settings(connection, names[SETTINGS])
        found.findings += more
    return found


def raw_columns(model_table: str, columns: Mapping[str, list[Any]]) -> dict[str, pd.Series]:
    """Return values as the column checks take them; whole numbers are names where names are wanted."""
    specs = specs_of(ROW_MODELS[model_table])
    return {
        name: _series(values, is_text=name in specs and specs[name].kind is Kind.TEXT)
        for name, values in columns.items()
    }


def _names(connection: "Connection", wanted: tuple[str, ...]) -> dict[str, str]:
    """Return each wanted table's name in the database, which may be written in capitals."""
    import sqlalchemy as sa

    inspector = sa.inspect(connection)
    there = sorted({*inspector.get_table_names(), *inspector.get_view_names()})
    matching = {table: [name for name in there if name.lower() == table] for table in wanted}
    findings = [
        Finding(Severity.FAULT, f"stands in {' and '.join(names)}", "keep one of them", source_of(table))
        for table, names in matching.items()
        if len(names) > 1
    ]
    if findings:
        raise BadInputError(findings)
    return {table: names[0] for table, names in matching.items() if names}


def _raw_table(connection: "Connection", name: str, table: str) -> tuple[RawTable | None, list[Finding]]:
    model = ROW_MODELS[table]
    key = [column for wanted in model.key for column in _columns(connection, name) if mend_name(column) == wanted]
    columns, count = _select(connection, name, order_by=key)
    if not columns:
        remedy = f"give it the columns {', '.join(model.model_fields)}"
        return None, [Finding(Severity.FAULT, "has no columns", remedy, source_of(table))]
    names, findings = mend_header(list(columns), model, source_of(table))
    if any(finding.is_fault for finding in findings):
        return None, findings
    series = raw_columns(table, dict(zip(names, columns.values(), strict=True)))
    return RawTable(table, source_of(table), series, np.arange(1, count + 1, dtype=np.int64)), findings


def _settings(connection: "Connection", name: str) -> tuple[dict[str, object], list[Finding]]:
    """Return the settings of a table like the workbook's sheet: columns ``setting`` and ``value``."""
    columns, count = _select(connection, name, order_by=_columns(connection, name)[:1])
    cells = tuple(["" if value is None else str(value) for value in values] for values in columns.values())
    rows = np.arange(1, count + 1, dtype=np.int64)
    return read_settings(Grid(source_of(SETTINGS), None, tuple(columns), 0, cells, rows))


def _columns(connection: "Connection", name: str) -> list[str]:
    import sqlalchemy as sa

    return [str(column["name"]) for column in sa.inspect(connection).get_columns(name)]


def _select(connection: "Connection", name: str, *, order_by: list[str]) -> tuple[dict[str, list[Any]], int]:
    """Return the values of all columns by name, as the driver gives them, and the number of rows."""
    import sqlalchemy as sa

    # Without the types of the database: SQLAlchemy would read 'yes' in a column of flags as it sees fit.
    columns: list[Any] = [sa.column(column) for column in _columns(connection, name)]
    chosen = sa.select(*columns).select_from(sa.table(name)).order_by(*map(sa.column, order_by))
    rows = connection.execute(chosen).fetchall() if columns else []
    values: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return {column.name: list(cells) for column, cells in zip(columns, values, strict=True)}, len(rows)


def _series(values: list[Any], *, is_text: bool) -> pd.Series:
    if is_text and any(type(value) is int for value in values):
        values = [str(value) if type(value) is int else value for value in values]
    try:
        array = pa.array(values, from_pandas=True)
    except (pa.ArrowException, OverflowError, TypeError, ValueError):
        return pd.Series(values, dtype=object)  # of several types, as SQLite allows
    return pd.Series(pd.array(array, dtype=pd.ArrowDtype(array.type)))
