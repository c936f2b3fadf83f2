"""Document of ``schema``: a list of schemas, or one of them."""

from stockposture.cli.schemas.build import Schema, many, record, text
from stockposture.cli.schemas.publish import DIALECT


def document() -> Schema:
    """Return the schema."""
    listed = record({"schemas": many(text(), "Commands with a schema.")})
    one = {"type": "object", "properties": {"$schema": {"const": DIALECT}}, "required": ["$schema"]}
    return {"anyOf": [listed, one]}
