"""A plan read from a database, with its case."""

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stockposture.io.plan_parts import plan_of, summary_of
from stockposture.io.plan_table import optional_columns, plan_types
from stockposture.io.sql.case_tables import raw_columns, source_of
from stockposture.io.sql.connect import transaction
from stockposture.io.sql.database import Database
from stockposture.io.sql.plan_tables import ITEMS, OF_CASE, RUNS, plan_metadata
from stockposture_models.errors import BadInputError, FileFaultError
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import ROW_MODELS, Case
from stockposture_models.tables.check_case import check_case
from stockposture_models.tables.raw import RawTable

if TYPE_CHECKING:
    import sqlalchemy as sa


def read_plan_database(database: Database) -> Plan:
    """Read a plan; without a run, the one that was written last.

    Raises
    ------
    FileFaultError
        The database cannot be read, or holds no such run.
    BadInputError
        The tables do not hold what they should.
    VerificationError
        The copy of the case is not the case the plan was made for.
    """
    import sqlalchemy as sa

    tables = plan_metadata().tables
    with transaction(database, writes=False) as connection:
        if not sa.inspect(connection).has_table(RUNS):
            raise FileFaultError(f"{database}: holds no plans -> name the database that solve --out wrote to")
        runs = tables[RUNS]
        chosen = sa.select(runs.c.run_id, runs.c.summary, runs.c.settings).limit(1)
        chosen = chosen.where(runs.c.run_id == database.run) if database.run else chosen
        row = connection.execute(chosen.order_by(runs.c.written_at.desc(), runs.c.run_id)).first()
        if row is None:
            known = connection.execute(sa.select(runs.c.run_id).order_by(runs.c.written_at.desc()).limit(5)).scalars()
            there = ", ".join(known) or "none"
            raise FileFaultError(f"{database}: holds no such run -> the latest are: {there}")
        frames = {
            name: _frame(connection, tables[name], row.run_id)
            for name in (ITEMS, *(OF_CASE + table for table in ROW_MODELS))
        }
    source = f"{database.of_run(row.run_id)}"
    summary = summary_of(json.dumps(row.summary), source_of(RUNS))
    return plan_of(_items(frames[ITEMS]), summary, _case(frames, row.settings, source), source)


def _frame(connection: "sa.Connection", table: "sa.Table", run: str) -> dict[str, list[object]]:
    import sqlalchemy as sa

    columns = [column for column in table.columns if column.name != "run_id"]
    rows = connection.execute(sa.select(*columns).where(table.c.run_id == run)).fetchall()
    cells = zip(*rows, strict=True) if rows else [()] * len(columns)
    return {column.name: list(values) for column, values in zip(columns, cells, strict=True)}


def _items(columns: dict[str, list[object]]) -> pd.DataFrame:
    frame = pd.DataFrame(columns).astype({"sku": "str"}).sort_values("sku", ignore_index=True)
    empty = [name for name in frame.columns if name not in optional_columns() and frame[name].isna().any()]
    if empty:
        remedy = "restore the rows, or solve again"
        raise BadInputError(
            [Finding(Severity.FAULT, "holds NULL", remedy, source_of(ITEMS), column=name) for name in empty]
        )
    kinds: dict[type, Any] = {str: "str", int: np.int64, float: np.float64}
    return frame.astype({name: kinds[kind] for name, kind in plan_types().items()})


def _case(frames: dict[str, dict[str, list[object]]], settings: dict[str, object], source: str) -> Case:
    raws = []
    for table in ROW_MODELS:
        columns = frames[OF_CASE + table]
        count = len(next(iter(columns.values())))
        if count:
            rows = np.arange(1, count + 1, dtype=np.int64)
            raws.append(RawTable(table, source_of(OF_CASE + table), raw_columns(table, columns), rows))
    case, findings = check_case(raws, settings, source=source, settings_source=source_of(RUNS))
    if case is None or any(finding.is_fault for finding in findings):
        raise BadInputError(findings)
    return case
