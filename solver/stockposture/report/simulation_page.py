"""A simulation as one page to read, print and send on: what the plan promises beside what came of it."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from stockposture.report.estimates import measured, off_by, percentage, percentage_spread, spread
from stockposture.report.figures import amount, percent
from stockposture.report.html import Section, figure, page, paragraph, table
from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.words import money
from stockposture.report.promise import uptime_range, verdict
from stockposture.simulation.measures import MEASURES
from stockposture.simulation.result import Simulation

#: Rows of a table of items; a page is for reading.
MOST_ROWS = 1_000

_UPTIME = (
    "Uptime: the part of days on which none of a line's items is short; promised: from items running short "
    "independently to all on the same days"
)
_PLACES = {"capital": "working capital", "space": "all space"}
_ITEM_COLUMNS = ("relevant_cost", "stockout_cost", "short_units_per_year", "fill_rate", "on_hand_units", "capital")


def simulation_page(simulation: Simulation, pictures: Sequence[Picture]) -> str:
    """Return the page as HTML that needs nothing else: no script, no address.

    Parameters
    ----------
    simulation
        What was found.
    pictures
        Drawn within the page.

    Raises
    ------
    FileFaultError
        The packages of the extra ``pictures`` are not installed.
    """
    count = len(simulation.items)
    sections = [
        Section("Promised and simulated", [totals_table(simulation)]),
        Section("Pictures", [figure(picture) for picture in pictures]),
        Section("Capital and space over time", [_over_time(simulation)]),
        Section("Production lines", [_lines(simulation)]),
        Section("Items promised outside the interval", [_disagreements(simulation)]),
        Section("Items", [_items(simulation)]),
    ]
    if simulation.lines.empty:
        sections = [section for section in sections if section.heading != "Production lines"]
    noun = "item" if count == 1 else "items"
    return page(f"Simulation of a plan for {count:,} {noun}", list(_introduction(simulation)), sections)


def _introduction(simulation: Simulation) -> Iterator[str]:
    years = simulation.runs * simulation.years_each
    yield paragraph(
        f"{simulation.runs:,} independent runs of {simulation.years_each:,} years, {years:,} years in all, "
        f"seed {simulation.seed}. Each figure comes with half of its 95 % interval (±)."
    )
    cost, promise = simulation.totals["relevant_cost"], simulation.promised.get("relevant_cost")
    if promise is not None and cost.mean > 0:
        off = promise / cost.mean - 1
        which = "above" if off > 0 else "below"
        yield paragraph(
            f"Relevant cost a year, {money(simulation.currency)}: promised {amount(promise)}, simulated "
            f"{measured(cost.mean, cost.half_width)} ± {spread(cost.half_width)}; the promise is {percent(abs(off))} "
            f"{which} what came of it."
        )
    if simulation.until_reached is False:
        yield paragraph("The interval asked for was not reached within the runs allowed.")


def totals_table(simulation: Simulation) -> str:
    """Return what was promised and what came of it, for the whole plan, as HTML."""
    rows = []
    for measure, found in simulation.totals.items():
        promise = simulation.promised.get(measure, math.nan)
        is_promised = math.isfinite(promise)
        rows.append(
            (
                *_called(measure, simulation.currency),
                _figure(measure, promise, found.half_width),
                _figure(measure, found.mean, found.half_width),
                _spread(measure, found.half_width),
                off_by(promise, found.mean) if is_promised else "",
                verdict(promise, found) if is_promised else "",
            )
        )
    header = ("measure", "unit", "promised", "simulated", "±", "promise is off by", "the promise is")
    return table("The whole plan, a year", header, rows, words_in=(0, 1, 6))


def _over_time(simulation: Simulation) -> str:
    rows = []
    for row in _records(simulation.over_time):
        cap = float(row["cap"])
        is_capped = math.isfinite(cap)
        rows.append(
            (
                _PLACES.get(row["kind"]) or f"warehouse {row['name']}",
                _unit(row["unit"], simulation.currency),
                amount(cap) if is_capped else "no cap",
                measured(row["mean"], row["mean_half_width"]),
                spread(row["mean_half_width"]),
                amount(row["p95"]),
                amount(row["highest"]),
                percentage(row["part_over_cap"], row["part_over_cap_half_width"]) if is_capped else "",
            )
        )
    header = ("what", "unit", "allowed", "mean", "±", "95 % of days below", "highest", "days over what is allowed")
    return table("Day by day over the simulated years", header, rows, words_in=(0, 1))


def _lines(simulation: Simulation) -> str:
    rows = [
        (
            row["product_line"],
            f"{row['items']:,}",
            f"{uptime_range(row)} %",
            percentage(row["uptime"], row["uptime_half_width"]),
            percentage_spread(row["uptime_half_width"]),
        )
        for row in _records(simulation.lines.sort_values(["uptime", "product_line"]).head(MOST_ROWS))
    ]
    caption = _caption(_UPTIME, len(simulation.lines))
    return table(caption, ("product line", "items", "promised", "simulated", "±"), rows)


def _disagreements(simulation: Simulation) -> str:
    found = simulation.disagreements
    if found.empty:
        return paragraph("None: every item's promise lies within its interval.")
    rows = [
        (
            row["sku"],
            *_called(row["measure"], simulation.currency),
            _figure(row["measure"], row["promised"], row["half_width"]),
            _figure(row["measure"], row["simulated"], row["half_width"]),
            _spread(row["measure"], row["half_width"]),
            off_by(row["promised"], row["simulated"]),
        )
        for row in _records(found.head(MOST_ROWS))
    ]
    header = ("item", "measure", "unit", "promised", "simulated", "±", "promise is off by")
    return table(_caption("The largest difference first", len(found)), header, rows, words_in=(0, 1, 2))


def _items(simulation: Simulation) -> str:
    items = simulation.items.sort_values(["stockout_cost", "sku"], ascending=[False, True])
    header = ["item", "posture"]
    for measure in _ITEM_COLUMNS:
        header += [", ".join(filter(None, _called(measure, simulation.currency))), "±"]
    rows = []
    for row in _records(items.head(MOST_ROWS)):
        cells = [str(row["sku"]), str(row["posture"])]
        for measure in _ITEM_COLUMNS:
            half = row[f"{measure}_half_width"]
            cells += [_figure(measure, row[measure], half), _spread(measure, half)]
        rows.append(cells)
    caption = _caption("The largest simulated stockout cost first", len(items))
    return table(caption, header, rows, words_in=(0, 1))


def _figure(measure: str, value: float, half_width: float) -> str:
    return percentage(value, half_width) if measure == "fill_rate" else measured(value, half_width)


def _spread(measure: str, half_width: float) -> str:
    return percentage_spread(half_width) if measure == "fill_rate" else spread(half_width)


def _caption(words: str, count: int) -> str:
    return words if count <= MOST_ROWS else f"{words}; {MOST_ROWS:,} of {count:,} shown"


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def _called(measure: str, currency: str) -> tuple[str, str]:
    """Return the words and the unit of a measure."""
    known = MEASURES[measure]
    return known.label, _unit(known.unit, currency)


def _unit(unit: str, currency: str) -> str:
    return unit.replace("currency", money(currency))
