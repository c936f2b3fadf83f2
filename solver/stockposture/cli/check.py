"""``stockposture check``: every fault of a case at once, or what was found in it."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from stockposture.cli.options import case_argument, decimal_option, encoding_option, json_option, quiet_option
from stockposture.io.sql.database import Place
from stockposture.report.plain import plain
from stockposture_models.findings import Finding, Severity, listed

if TYPE_CHECKING:
    from stockposture_models.tables.case import Case

EPILOG = """\b
Examples:
  stockposture check my-case
  stockposture check my-case.xlsx
  stockposture check exports --encoding cp1252 --decimal ,
  stockposture check my-case --json | jq .tables

\b
Exit codes: 0 the case can be solved, 3 faults (all listed), 8 a file cannot be read.
"""

TABLES = ("items", "suppliers", "offers", "regions", "warehouses")


def _document(case: "Case") -> dict[str, Any]:
    """Return what a machine wants to know of a case."""
    by_severity = {
        severity: [finding.as_dict() for finding in case.findings if finding.severity is severity]
        for severity in (Severity.WARNING, Severity.REPAIR)
    }
    return {
        "status": "ok",
        "tables": {table: len(getattr(case, table)) for table in TABLES},
        "warnings": by_severity[Severity.WARNING],
        "repairs": by_severity[Severity.REPAIR],
        "digest": case.digest,
    }


def _show(title: str, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    click.echo(f"\n{title}:", err=True)
    for line in listed(findings).splitlines():
        click.echo(f"  {plain(line)}", err=True)


@click.command(epilog=EPILOG, short_help="Check a case and list every fault at once.")
@case_argument
@encoding_option
@decimal_option
@json_option
@quiet_option
def command(case: Place, encoding: str | None, decimal: str, as_json: bool, quiet: bool) -> None:
    """Check a case and list every fault at once.

    CASE is a folder of tables (items, suppliers, offers; if wanted regions, warehouses, settings.toml) or an
    .xlsx workbook with a sheet per table. Each fault names file, row, column, value and remedy.
    """
    from stockposture.io.read import read_case

    checked = read_case(case, encoding=encoding, decimal=decimal)
    if checked.settings.governance:
        from stockposture_models.segments.govern import govern

        govern(checked)  # raises where rules leave an item nothing
    if as_json:
        click.echo(json.dumps(_document(checked)))
        return
    warnings = [finding for finding in checked.findings if finding.severity is Severity.WARNING]
    repairs = [finding for finding in checked.findings if finding.severity is Severity.REPAIR]
    click.echo(f"{plain(str(case))}: no faults")
    for table in TABLES:
        rows = len(getattr(checked, table))
        click.echo(f"  {table:<12}{rows:>12,} row{'' if rows == 1 else 's'}")
    click.echo(f"  {'warnings':<12}{len(warnings):>12,}")
    click.echo(f"  {'repairs':<12}{len(repairs):>12,}")
    if not quiet:
        _show("Warnings (accepted; look at them)", warnings)
        _show("Repairs (mended while reading)", repairs)
