"""Document of ``init``."""

from stockposture.cli.schemas.build import Schema, many, record, text


def document() -> Schema:
    """Return the schema."""
    return record(
        {
            "case": text("Folder or workbook of the case."),
            "written": many(text(), "Files written."),
            "next": text("Command to go on with."),
        }
    )
