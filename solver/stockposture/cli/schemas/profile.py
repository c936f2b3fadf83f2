"""Document of ``profile``."""

from stockposture.cli.check import TABLES
from stockposture.cli.schemas.build import Schema, by_name, many, of_model, record, text, whole
from stockposture.cli.schemas.errors import finding
from stockposture.cli.schemas.history import notes
from stockposture.history.profile.assumptions import Assumptions


def document() -> Schema:
    """Return the schema."""
    days = {"first": text(format="date"), "last": text(format="date")}
    fill = record(
        {
            "column": text("Table and column of the case."),
            "source": text("The data it came from, or the option."),
            "rows": whole("Rows filled this way."),
            "of": whole("Out of how many."),
        }
    )
    return record(
        {
            "case": text("Folder written."),
            "rows": record({table: whole() for table in TABLES}),
            "history": record(days, doc="Days the history covers."),
            "planned_for": record(days, doc="Days that are planned for."),
            "assumptions": of_model(Assumptions, "What the history does not say, as it was given."),
            "filled": many(fill, "Where the figures of each column came from."),
            "notes": notes(),
            "findings": many(finding()),
            "confidence": by_name(whole(), "Items of each confidence."),
        }
    )
