"""A case read from a database, every fault with table, row and column."""

from dataclasses import replace
from typing import TYPE_CHECKING

from stockposture.io.sql.database import Database
from stockposture_models.errors import BadInputError, FileFaultError
from stockposture_models.findings import Finding

if TYPE_CHECKING:
    from stockposture_models.tables.case import Case
    from stockposture_models.tables.raw import RawTable


def read_database_case(database: Database, *, decimal: str = ".") -> "Case":
    """Read and check the case that a database holds.

    Parameters
    ----------
    database
        Where the tables are, those of a case under their own names, and ``settings`` (columns ``setting`` and
        ``value``) if wanted. Where there are several schemas, the connection's own counts.
    decimal
        Decimal mark of numbers in columns of text.

    Raises
    ------
    BadInputError
        With every fault; rows are counted from 1 in the order of the key, and named by it.
    FileFaultError
        The database cannot be read.
    """
    from stockposture.io.sql.case_tables import SETTINGS, read_tables, source_of
    from stockposture.io.sql.connect import transaction
    from stockposture_models.tables.check_case import check_case, in_order

    if database.run:
        raise FileFaultError(f"{database}: a case has no run -> leave out #{database.run}, or name a plan's database")
    with transaction(database, writes=False) as connection:
        found = read_tables(connection)
    at_fault = {finding.file for finding in found.findings if finding.is_fault}
    case, findings = check_case(
        found.raws,
        {} if source_of(SETTINGS) in at_fault else found.settings,
        source=str(database),
        settings_source=source_of(SETTINGS),
        decimal=decimal,
        unread=found.unread,
    )
    by_source = {raw.source: raw for raw in found.raws}
    findings = in_order([*found.findings, *(_named(finding, by_source.get(finding.file)) for finding in findings)])
    if case is None or any(finding.is_fault for finding in findings):
        raise BadInputError(findings)
    return replace(case, findings=tuple(findings))


def _named(finding: Finding, raw: "RawTable | None") -> Finding:
    """Return a finding with the key of its row: nobody counts the rows of a database."""
    from stockposture_models.tables.case import ROW_MODELS

    if raw is None or finding.row is None:
        return finding
    key = [
        f"{name} {raw.columns[name].iloc[finding.row - 1]}"
        for name in ROW_MODELS[raw.table].key
        if name in raw.columns and name != finding.column
    ]
    return replace(finding, problem=f"{finding.problem} ({', '.join(key)})") if key else finding
