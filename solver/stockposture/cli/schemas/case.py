"""Schema of a case as a JSON document: what ``-`` takes on standard input."""

from typing import Any

from stockposture.cli.schemas.build import Schema, many
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.column_spec import ColumnSpec, Kind, specs_of
from stockposture_models.tables.settings import Settings

#: What a cell of each kind is; numbers may be given as text, as in a CSV file.
_TYPES: dict[Kind, list[str]] = {
    Kind.TEXT: ["string"],
    Kind.CHOICE: ["string"],
    Kind.NUMBER: ["number", "string"],
    Kind.COUNT: ["integer", "string"],
    Kind.FLAG: ["boolean", "string", "integer"],
}


def document() -> Schema:
    """Return the schema."""
    tables: dict[str, Schema] = {}
    for table, model in ROW_MODELS.items():
        specs = specs_of(model)
        tables[table] = many(
            {
                "type": "object",
                "properties": {name: _cell(spec) for name, spec in specs.items()},
                "required": [name for name, spec in specs.items() if spec.required],
            }
        )
    settings = Settings.model_json_schema(mode="validation", by_alias=True)
    return {
        "type": "object",
        "properties": tables | {"settings": settings},
        "required": ["items", "suppliers", "offers"],
        "additionalProperties": False,
    }


def _cell(spec: ColumnSpec) -> dict[str, Any]:
    types = _TYPES[spec.kind] if spec.required else [*_TYPES[spec.kind], "null"]
    unit = f" [{spec.unit}]" if spec.unit else ""
    return {"type": types, "description": f"{spec.doc}{unit}"}
