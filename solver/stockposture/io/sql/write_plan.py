"""A plan written to a database: one transaction, one run beside another, the same run in the place of itself."""

import datetime as dt
import hashlib
import os
from typing import TYPE_CHECKING, Any

import pandas as pd

from stockposture.io.plan_table import plan_types
from stockposture.io.sql.connect import transaction
from stockposture.io.sql.database import Database
from stockposture.io.sql.insert import insert_frame
from stockposture.io.sql.plan_tables import ITEMS, LIMITS, OF_CASE, RUNS, plan_metadata
from stockposture_models.errors import FileFaultError
from stockposture_models.plan.plan import Plan

if TYPE_CHECKING:
    import sqlalchemy as sa

#: What decides: two plans that agree in these are one.
_DECISIONS = ["sku", "posture", "suppliers", "shares", "order_interval_days", "buffer_units"]
#: Of the lock that writers to these tables take in PostgreSQL: any number of our own.
_LOCK = 0x57_0C_4B_05


def run_of(plan: Plan) -> str:
    """Return the identifier of a run that was given none: the same for the same decisions on the same case and caps."""
    summary = plan.summary
    caps = f"{summary.status} {summary.capital_cap} {summary.space_cap}"
    total = hashlib.sha256(f"{summary.input_digest} {caps} {len(plan.items)}".encode())
    for name in _DECISIONS:
        total.update("\0".join(map(str, plan.items[name])).encode())
    return total.hexdigest()[:16]


def ensure_plan_database(database: Database) -> None:
    """Find out before the work begins whether a plan can be written there after it.

    Raises
    ------
    FileFaultError
        As :func:`write_plan_database`; nothing is left behind.
    """
    with transaction(database, writes=True) as connection:
        tables = _prepared(connection)
        row: dict[str, Any] = dict.fromkeys(("status", "currency", "input_digest"), "")
        row |= dict.fromkeys(("items", "total_cost", "relevant_cost", "capital", "space_m3", "fill_rate"), 0)
        row |= {"run_id": f"probe {os.urandom(8).hex()}", "written_at": _now(), "summary": {}, "settings": {}}
        connection.execute(tables[RUNS].insert(), row)
        connection.rollback()


def write_plan_database(plan: Plan, database: Database) -> Database:
    """Write a plan, whole or not at all, in the place of what was written under its run before.

    Parameters
    ----------
    plan
        The plan.
    database
        Where to; without a run :func:`run_of` names one.

    Returns
    -------
    Database
        With the run it was written under.

    Raises
    ------
    FileFaultError
        The database cannot be reached or refused; what was there is untouched.
    """
    run = database.run or run_of(plan)
    summary, case = plan.summary, plan.case
    document = summary.model_dump(mode="json")
    taken = ("status", "items", "currency", "capital_cap", "space_cap", "total_cost", "capital", "space_m3")
    row = {name: document[name] for name in (*taken, "fill_rate", "input_digest")}
    row |= {"run_id": run, "written_at": _now(), "relevant_cost": summary.costs.relevant, "summary": document}
    row["settings"] = case.settings.model_dump(mode="json", by_alias=True)
    limits = pd.DataFrame([limit.model_dump(mode="json") for limit in summary.limits])
    with transaction(database, writes=True) as connection:
        tables = _prepared(connection)
        for table in reversed(plan_metadata().sorted_tables):
            connection.execute(table.delete().where(table.c.run_id == run))
        connection.execute(tables[RUNS].insert(), row)
        frames = {ITEMS: plan.items[list(plan_types())], LIMITS: limits}
        for name, frame in (frames | {OF_CASE + name: frame for name, frame in case.frames.items()}).items():
            insert_frame(connection, tables[name], frame.assign(run_id=run))
    return database.of_run(run)


def _prepared(connection: "sa.Connection") -> "dict[str, sa.Table]":
    """Make the tables that are not there yet; refuse those that another version has made."""
    import sqlalchemy as sa

    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    metadata = plan_metadata()
    metadata.create_all(connection)
    inspector = sa.inspect(connection)
    for table in metadata.sorted_tables:
        missing = {column.name for column in table.columns} - {c["name"] for c in inspector.get_columns(table.name)}
        if missing:
            raise FileFaultError(
                f"table {table.name} lacks the columns {', '.join(sorted(missing))}: another"
                " version made it -> name another database or schema, or move the plan_... tables away"
            )
    return dict(metadata.tables)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
