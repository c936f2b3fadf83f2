"""Document of ``compare``."""

from stockposture.cli.schemas.build import Schema, by_name, many, record, text, whole


def document() -> Schema:
    """Return the schema."""
    figures = by_name({"type": ["string", "number", "integer", "boolean", "null"]})
    return record(
        {
            "yardstick": text("The plan that others are measured by."),
            "currency": text(),
            "notes": many(text(), "What to know of how they compare."),
            "plans": many(figures, "Totals and key figures, a record a plan; `_more` is over the yardstick's."),
            "limits": many(figures, "Limits, a record a plan and limit."),
            "changes": many(figures, "What differs from the yardstick, summed by kind of change."),
            "items_that_differ": whole("Rows that `items` has in the folder; here 10,000 at most."),
            "items": many(figures, "Items decided otherwise."),
            "version": text("Of stockposture."),
        }
    )
