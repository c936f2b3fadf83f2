"""``stockposture profile``: a case from history tables."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from enum import Enum, EnumType
from pathlib import Path
from typing import Any, get_args

import click

from stockposture.cli.options import decimal_option, encoding_option, json_option, quiet_option
from stockposture.cli.output import print_document
from stockposture.cli.pictures import ensure_pictures
from stockposture.history.profile.assumptions import Assumptions, option_name, unit_of_option
from stockposture.report.plain import plain

EPILOG = """\b
Examples:
  stockposture profile history --out my-case
  stockposture profile history --out my-case --for 2015Q1 --stockout-multiple 5
  stockposture profile history --out my-case --date-format %d/%m/%Y --json

\b
HISTORY has demand.csv (date, sku, quantity; rows of days, weeks or months, or a wide table with a
column for every item), deliveries.csv (sku, supplier, ordered, promised, received, quantity,
unit_price, freight), suppliers.csv (supplier, region, nearshore, country) and, if you like, items.csv
(sku, description, unit_weight_kg, unit_volume, first_line, unit_price), periods.csv (start, end,
region, label: what is known to have been disrupted) and countries.csv (country, risk). Parquet files or one .xlsx with
a sheet for each table do as well. Without deliveries, prices come from items.csv or --unit-price, and
supplier and lead time are assumed. Every assumption is shown when it runs and kept in
CASE/assumptions.json; every figure with where it came from, its 90 % interval and the confidence
in each item stand in CASE/profile.csv, profile_offers.csv, profile_suppliers.csv and
profile_regions.csv, the disrupted stretches in stretches.csv.
"""

Function = Callable[..., Any]


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:  # noqa: ARG001
    """Return an option's day."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a day like 2010-01-31") from error


def _click_type(kinds: set[Any]) -> Any:
    """Return click's type for a field of these types."""
    for kind in kinds:
        if isinstance(kind, EnumType):
            return click.Choice([str(name.value) for name in list[Any](kind)])
    return next(kind for kind in (int, float, str) if kind in kinds)


def assumption_options(function: Function) -> Function:
    """Add one option for every field of the assumptions: type, default, bounds and help come from there."""
    for name, field in reversed(Assumptions.model_fields.items()):
        kinds = set(get_args(field.annotation) or (field.annotation,))
        unit = unit_of_option(name)
        shared: dict[str, Any] = {
            "help": f"{field.description}" + (f" [{unit}]" if unit else ""),
            "default": field.default.value if isinstance(field.default, Enum) else field.default,
            "show_default": "none" if field.default is None else True,
        }
        if dt.date in kinds:
            option = click.option(option_name(name), name, metavar="YYYY-MM-DD", callback=day, **shared)
        else:
            option = click.option(option_name(name), name, type=_click_type(kinds), **shared)
        function = option(function)
    return function


@click.command(epilog=EPILOG, short_help="Make a case from history tables.")
@click.argument("history", type=click.Path(path_type=Path))
@click.option("--out", required=True, metavar="CASE", type=click.Path(path_type=Path), help="Folder to write.")
@click.option("--date-format", metavar="FORMAT", help="Format of the dates if not ISO, e.g. %d/%m/%Y.")
@encoding_option
@decimal_option
@click.option(
    "--country-risk",
    "risk_files",
    multiple=True,
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="Risk of countries: Logistics Performance Index, INFORM, or country and risk (0 to 1); repeatable, averaged. "
    "Outages are expected in proportion to it.",
)
@click.option(
    "--pictures",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder to draw the disrupted stretches to (SVG and PNG); needs the extra 'pictures'.",
)
@assumption_options
@json_option
@quiet_option
def command(
    *,
    history: Path,
    out: Path,
    date_format: str | None,
    encoding: str | None,
    decimal: str,
    risk_files: tuple[Path, ...],
    pictures: Path | None,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Make a case from history tables.

    Demand of one day comes from days, weeks or months as found (those without demand are zeros), freed of trend and
    season, for the months named by --for; lead times from order to receipt outside of disrupted stretches, outages from
    spells in which nothing left a supplier or region, prices from recent deliveries. What the history does not say is
    filled in from the options below.
    """
    assumptions = assumptions_from(options)
    import pandas as pd

    from stockposture.history.profile.profile import profile
    from stockposture.io.atomic import ensure_writable
    from stockposture.io.country_risk import read_country_risk
    from stockposture.io.history_folder import read_history
    from stockposture.io.picture_folder import picture_folder
    from stockposture.io.profile_folder import account_of, write_profile
    from stockposture.report.pictures.stretches import stretches_picture
    from stockposture.report.profile import profile_text

    ensure_writable(out, kind="case")
    ensure_pictures(pictures, (), others=[out])
    found = read_history(history, date_format=date_format, encoding=encoding, decimal=decimal)
    if risk_files:
        found = replace(found, countries=pd.concat([found.countries, read_country_risk(risk_files)]))
    made = profile(found, assumptions)
    write_profile(made, out)
    if pictures is not None:
        with picture_folder(pictures) as folder:
            stretches_picture(made.stretches, found.deliveries, found.suppliers).write(folder)
    if not quiet:
        for finding in found.findings:
            click.echo(f"{finding.severity.value}: {plain(str(finding))}", err=True)
        click.echo(plain(profile_text(made)), err=True)
    tables = ("items", "suppliers", "offers", "regions", "warehouses")
    rows = {name: len(getattr(made.case, name)) for name in tables}
    if as_json:
        print_document({"case": str(out), "rows": rows, **account_of(made)})
        return
    counts = ", ".join(f"{count:,} {name}" for name, count in rows.items())
    click.echo(f"wrote {plain(str(out))}: {counts}; assumptions in {plain(str(out / 'assumptions.json'))}")


def assumptions_from(options: dict[str, Any]) -> Assumptions:
    """Return the assumptions that the options give; what is out of bounds is a usage error."""
    from pydantic import ValidationError

    try:
        return Assumptions(**options)
    except ValidationError as error:
        faults = [f"{option_name(str(fault['loc'][0]))} {fault['input']}: {fault['msg']}" for fault in error.errors()]
        raise click.UsageError("; ".join(faults)) from error
