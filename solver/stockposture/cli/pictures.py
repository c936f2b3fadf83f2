"""Pictures of a simulation from the command line: ``--pictures DIR`` and ``--items SKU``."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stockposture.report.plain import one_line

if TYPE_CHECKING:
    from stockposture.simulation.result import Simulation
    from stockposture_models.plan.plan import Plan

#: The page beside the pictures.
PAGE = "simulation.html"
#: Years of the first run that are looked through for the days to show.
MOST_YEARS = 100


def picture_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options ``--pictures`` and ``--items``."""
    items = click.option(
        "--items",
        "skus",
        multiple=True,
        metavar="SKU",
        help="With --pictures: an item to show day by day; repeat it for more. By default the three with the largest "
        "simulated stockout cost.",
    )
    pictures = click.option(
        "--pictures",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder to write pictures (SVG and PNG) and a page (HTML) to; needs the extra 'pictures'.",
    )
    return pictures(items(function))


def ensure_pictures(pictures: Path | None, skus: Sequence[str], *, others: Sequence[Path | None] = ()) -> None:
    """Find out before the work begins whether pictures can be drawn and written.

    Parameters
    ----------
    pictures
        The folder, if any.
    skus
        Items named.
    others
        What else the command writes to.

    Raises
    ------
    UsageError
        Items without pictures, too many items, or a folder that something else is written to.
    FileFaultError
        The extra is not installed, or the folder cannot be written.
    """
    if pictures is None:
        if skus:
            raise click.UsageError("--items says what to show in pictures: add --pictures DIR")
        return
    from stockposture.io.picture_folder import ensure_pictures_writable
    from stockposture.report.pictures.stock_over_time import MOST_ITEMS
    from stockposture.report.pictures.style import ensure_installed

    if len(set(skus)) > MOST_ITEMS:
        raise click.UsageError(f"--items names {len(set(skus))} items; {MOST_ITEMS} fit into a picture")
    for other in others:
        if other is not None and _overlap(pictures.absolute(), other.absolute()):
            raise click.UsageError(f"--pictures {pictures} and --out {other} would be written into one another")
    ensure_installed()
    ensure_pictures_writable(pictures)


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def ensure_known(skus: Sequence[str], plan: "Plan") -> None:
    """Find out before the work begins whether the items named are in the plan.

    Raises
    ------
    UsageError
        Some are not; all of them are named, with what is close.
    """
    known = set(plan.items["sku"])
    unknown = [sku for sku in dict.fromkeys(skus) if sku not in known]
    if unknown:
        raise click.UsageError("; ".join(f"--items {one_line(sku)}: {_not_there(sku, known)}" for sku in unknown))


def _not_there(sku: str, known: set[str]) -> str:
    near = get_close_matches(sku, sorted(known), n=1)
    return "no such item in the plan" + (f"; did you mean {one_line(near[0])}?" if near else "")


def write_pictures(pictures: Path, simulation: "Simulation", plan: "Plan", skus: Sequence[str]) -> list[str]:
    """Write the pictures and the page, all or none, and return the names of the files.

    Raises
    ------
    FileFaultError
        As :func:`ensure_pictures`; what was there is untouched.
    """
    from stockposture.io.picture_folder import picture_folder
    from stockposture.report.pictures.simulation import costliest, simulation_pictures
    from stockposture.report.simulation_page import simulation_page
    from stockposture.simulation.trace import trace

    chosen = list(dict.fromkeys(skus)) or costliest(simulation)
    days = trace(plan, chosen, years=min(simulation.years_each, MOST_YEARS), seed=simulation.seed)
    drawn = simulation_pictures(simulation, plan, days, chosen)
    with picture_folder(pictures) as folder:
        names = [path.name for picture in drawn for path in picture.write(folder)]
        (folder / PAGE).write_text(simulation_page(simulation, drawn), encoding="utf-8", newline="\n")
    return [*names, PAGE]
