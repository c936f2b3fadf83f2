"""Plans wherever they are: in a folder of their own, or in a database; as rows on standard output."""

from stockposture.io import plan_folder
from stockposture.io.atomic import ensure_writable
from stockposture.io.plan_table import write_plan_rows
from stockposture.io.sql.database import Database, Place
from stockposture.io.streams import STREAM
from stockposture_models.errors import FileFaultError
from stockposture_models.plan.plan import Plan


def write_plan(plan: Plan, place: Place) -> Place:
    """Write a plan, whole or not at all; return where it is, with its run in a database.

    Raises
    ------
    FileFaultError
        See :func:`stockposture.io.plan_folder.write_plan` and
        :func:`stockposture.io.sql.write_plan.write_plan_database`.
    """
    if isinstance(place, Database):
        from stockposture.io.sql.write_plan import write_plan_database

        return write_plan_database(plan, place)
    if place == STREAM:
        write_plan_rows(plan.items)
        return place
    plan_folder.write_plan(plan, place)
    return place


def read_plan(place: Place) -> Plan:
    """Read a plan.

    Raises
    ------
    FileFaultError, BadInputError, VerificationError
        See :func:`stockposture.io.plan_folder.read_plan` and
        :func:`stockposture.io.sql.read_plan.read_plan_database`.
    """
    if isinstance(place, Database):
        from stockposture.io.sql.read_plan import read_plan_database

        return read_plan_database(place)
    if place == STREAM:
        raise FileFaultError("a plan is more than one table: it is read from its folder or from a database, not from -")
    return plan_folder.read_plan(place)


def ensure_plan_writable(place: Place) -> None:
    """Find out before the work begins whether a plan can be written there after it.

    Raises
    ------
    FileFaultError
        As :func:`write_plan`; nothing is left behind.
    """
    if isinstance(place, Database):
        from stockposture.io.sql.write_plan import ensure_plan_database

        ensure_plan_database(place)
    elif place != STREAM:
        ensure_writable(place, kind=plan_folder.KIND)


def tables_written(place: Place) -> str:
    """Return in words what :func:`write_plan` leaves there."""
    if isinstance(place, Database):
        return "plan_runs, plan_items, plan_limits, plan_case_..."
    return "plan.csv, plan.parquet, summary.json"
