"""Document of ``check``."""

from stockposture.cli.check import TABLES
from stockposture.cli.schemas.build import Schema, many, record, text, whole
from stockposture.cli.schemas.errors import finding


def document() -> Schema:
    """Return the schema."""
    return record(
        {
            "status": text("The case can be solved.", const="ok"),
            "tables": record({table: whole() for table in TABLES}, doc="Rows of each table."),
            "warnings": many(finding(), "Accepted; look at them."),
            "repairs": many(finding(), "Mended while reading."),
            "digest": text("SHA-256 of the case, hexadecimal."),
        }
    )
