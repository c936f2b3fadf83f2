"""``stockposture import``: public or company data as history tables."""

from pathlib import Path

import click

from stockposture.cli.options import json_option, quiet_option
from stockposture.cli.output import print_document
from stockposture.report.plain import plain

EPILOG = """\b
Examples:
  stockposture import scms SCMS_Delivery_History.csv --out history
"""

SCMS_EPILOG = """\b
Examples:
  stockposture import scms SCMS_Delivery_History.csv --out history
  stockposture import scms SCMS_Delivery_History.csv --out history --country "South Africa"
  stockposture import scms SCMS_Delivery_History.csv --out history --json --quiet

\b
HISTORY gets demand.csv, deliveries.csv, suppliers.csv, items.csv and quality.json, which counts
everything that was dropped, repaired or assumed. Next: stockposture profile HISTORY --out CASE
"""


@click.group(epilog=EPILOG, short_help="Turn public or company data into history tables.")
def command() -> None:
    """Turn public or company data into history tables."""


@command.command("scms", epilog=SCMS_EPILOG, short_help="The public SCMS delivery file (USAID).")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", required=True, metavar="HISTORY", type=click.Path(path_type=Path), help="Folder to write.")
@click.option(
    "--country", "countries", multiple=True, metavar="NAME",
    help="Country of use to keep; may be repeated.  [default: all, pooled to one network]",
)  # fmt: skip
@click.option(
    "--nearshore", multiple=True, metavar="NAME", default=("South Africa",), show_default=True,
    help="Country whose suppliers count as nearshore; may be repeated.",
)  # fmt: skip
@json_option
@quiet_option
def scms(
    *,
    file: Path,
    out: Path,
    countries: tuple[str, ...],
    nearshore: tuple[str, ...],
    as_json: bool,
    quiet: bool,
) -> None:
    """Turn FILE, the public SCMS delivery file, into history tables.

    An item is molecule | dosage | form | pack size and a unit is a pack. A supplier is the vendor; for
    lines out of the warehouse ("SCMS from RDC") the vendor that sells most of that site's goods directly.
    Every line is demand on its delivery day; only direct lines tell of lead times, promises and freight.
    """
    from stockposture.history.scms.convert import convert_scms
    from stockposture.io.atomic import ensure_writable
    from stockposture.io.history_folder import write_history
    from stockposture.io.scms_file import read_scms_file

    ensure_writable(out, kind="history")
    text, encoding = read_scms_file(file)
    history, notes = convert_scms(text, file.name, countries=countries, nearshore=nearshore)
    origin = {
        "source": file.name,
        "encoding": encoding,
        "countries": list(countries) or "all, pooled",
        "nearshore": list(nearshore),
    }
    write_history(history, out, notes, origin)
    if not quiet:
        click.echo(f"read {plain(file.name)} as {encoding}; what was dropped, repaired, assumed:", err=True)
        for note in notes:
            click.echo(f"  {plain(str(note))}", err=True)
    rows = {name: len(getattr(history, name)) for name in ("demand", "deliveries", "suppliers", "items")}
    if as_json:
        document = {"history": str(out), "rows": rows, **origin, "notes": [note.as_dict() for note in notes]}
        print_document(document)
        return
    counts = ", ".join(f"{count:,} {name}" for name, count in rows.items())
    click.echo(f"wrote {plain(str(out))}: {counts}")
