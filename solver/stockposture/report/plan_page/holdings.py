"""The largest buffers and the suppliers in the page."""

from collections.abc import Iterator

from stockposture.report.dossier.dossier import Dossier
from stockposture.report.dossier.mixes import largest_buffers
from stockposture.report.figures import amount, percent
from stockposture.report.html import Ready, paragraph, table
from stockposture.report.pictures.words import money
from stockposture.report.plan_page.differences import item_button

#: Buffers listed, those that tie up most.
MOST_BUFFERS = 15


def buffers(dossier: Dossier) -> Iterator[str]:
    """Yield the largest buffers with their reasons."""
    found = largest_buffers(dossier.items, MOST_BUFFERS)
    if found.empty:
        yield paragraph("No item has a buffer.")
        return
    total = float(dossier.items["buffer_capital"].sum())
    part = float(found["buffer_capital"].sum()) / total if total > 0 else 0.0
    currency = money(dossier.plan.summary.currency)
    yield paragraph(
        f"All buffers together tie up {amount(total)} {currency} as they are on hand on average; these "
        f"{len(found)} are {percent(part)} of that."
    )
    rows = [
        (
            Ready(item_button(row["sku"])),
            row["description"],
            Ready(f'<span class="badge {row["posture"]}">{row["posture"]}</span>'),
            f"{row['buffer_units']:,}",
            f"{row['buffer_days']:.0f}",
            amount(row["buffer_capital"]),
            # What comes after is of the limits and the next best; the drawer says it all.
            row["reason"].partition(";")[0],
        )
        for row in found.to_dict("records")
    ]
    header = ("item", "description", "posture", "units", "days of supply", f"ties up, {currency}", "why")
    yield table("The buffers that tie up most", header, rows, words_in=(0, 1, 2, 6))


def suppliers(dossier: Dossier) -> str:
    """Return who is bought from, as a table."""
    currency = money(dossier.plan.summary.currency)
    rows = [
        (
            row["supplier"],
            row["region"],
            "yes" if row["nearshore"] else "",
            f"{row['items']:,}",
            f"{row['sole_items']:,}",
            amount(row["spend"]),
            percent(row["part"]),
            percent(row["cumulative"]),
        )
        for row in dossier.suppliers.to_dict("records")
    ]
    header = (
        *("supplier", "region", "nearshore", "items", "nobody else delivers"),
        *(f"spend, {currency} a year", "of all spend", "with those above"),
    )
    return table("Who is bought from", header, rows, words_in=(0, 1, 2))
