"""Document of ``import scms``."""

from stockposture.cli.schemas.build import Schema, many, record, text, whole
from stockposture.cli.schemas.history import notes


def document() -> Schema:
    """Return the schema."""
    names = many(text())
    return record(
        {
            "history": text("Folder written."),
            "rows": record({name: whole() for name in ("demand", "deliveries", "suppliers", "items")}),
            "source": text("File read."),
            "encoding": text("Its encoding."),
            "countries": {"anyOf": [names, {"const": "all, pooled"}], "description": "Countries of use kept."},
            "nearshore": many(text(), "Countries that count as nearshore."),
            "notes": notes(),
        }
    )
