"""Document of ``report``."""

from stockposture.cli.schemas.build import Schema, many, record, text, whole


def document() -> Schema:
    """Return the schema."""
    return record({"files": many(text(), "Files written."), "bytes": many(whole(), "Their sizes, in the same order.")})
