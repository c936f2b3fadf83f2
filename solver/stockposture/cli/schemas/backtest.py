"""Document of ``backtest``."""

from stockposture.backtesting.result import COLUMNS
from stockposture.cli.schemas.build import Schema, number, record, table, text, whole


def document() -> Schema:
    """Return the schema."""
    contestants = table(
        COLUMNS,
        texts=("name", "knob"),
        wholes=("cut",),
        flags=("is_reached",),
        docs=COLUMNS,
        doc="The plan, the rules.",
    )
    return record(
        {
            "start": text("First day replayed.", format="date"),
            "end": text("First day after them.", format="date"),
            "days": whole(),
            "capital_cap": number("[currency]; null: none.", null=True),
            "currency": text(),
            "contestants": contestants,
            "items": whole("Items planned."),
            "items_demanded": whole("Of them demanded in the period."),
            "items_not_planned": whole("Items demanded in the period that nothing was known of."),
            "version": text("Of stockposture."),
        }
    )
