"""Parts that the documents of ``import`` and ``profile`` share."""

from stockposture.cli.schemas.build import Schema, many, record, text, whole
from stockposture.history.notes import Action


def notes() -> Schema:
    """Return the schema of what was dropped, repaired, assumed or counted."""
    note = record(
        {
            "action": text(enum=[action.value for action in Action]),
            "what": text("To what."),
            "count": whole("How many rows."),
            "of": whole("Out of how many."),
            "detail": text("How it was done, and why."),
        }
    )
    return many(note, "What was dropped, repaired, assumed or set aside, and how often.")
