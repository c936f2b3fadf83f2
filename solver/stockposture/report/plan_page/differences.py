"""What a plan does otherwise than another, in the page."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from stockposture.comparison.result import Comparison
from stockposture.report.comparison import decision_words, difference_words, signed, total_rows
from stockposture.report.figures import counted
from stockposture.report.html import Ready, escaped, name, paragraph, table
from stockposture.report.pictures.words import money

#: Items listed, those of the largest difference of cost.
MOST_ITEMS = 25


def differences_section(found: Comparison) -> Iterator[str]:
    """Yield how the plan differs from the yardstick: in total, and in which items.

    Parameters
    ----------
    found
        Two plans side by side; the second is the plan reported.
    """
    (change,) = _records(found.changes)
    first, other = found.names
    count = change["items_that_differ"]
    yield paragraph(f"{difference_words(found, change)}; {counted(count, 'item')} decided otherwise.")
    for note in found.notes:
        yield f'<p class="warning">{escaped(note)}.</p>'
    header = ("measure", first, other, "difference")
    yield table(f"Side by side, {money(found.currency)} and a year's where it is a cost", header, total_rows(found, 1))
    items = found.items.head(MOST_ITEMS)
    if items.empty:
        return
    rows = [
        (
            Ready(item_button(row["sku"])),
            decision_words(row, "first_"),
            decision_words(row, ""),
            *(
                signed(row[f"{figure}_difference"])
                for figure in ("relevant_cost", "running_cost", "stockout_cost", "capital")
            ),
        )
        for row in _records(items)
    ]
    shown = f"; the {len(items):,} with the largest difference of {count:,}" if count > len(items) else ""
    headings = ("item", first, other, "cost a year", "to run", "shortages", "capital")
    yield table(f"Items decided otherwise{shown}", headings, rows, words_in=(0, 1, 2))


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def item_button(sku: str) -> str:
    """Return what opens the ledger of an item, as HTML."""
    return f'<button type="button" class="item" data-sku="{escaped(sku)}">{name(sku)}</button>'
