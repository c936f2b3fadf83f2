"""The parts that schemas are made of (JSON Schema, draft 2020-12)."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

Schema = dict[str, Any]


def value(kind: str, doc: str = "", *, null: bool = False, **rules: Any) -> Schema:
    """Return the schema of a single value: ``string``, ``number``, ``integer`` or ``boolean``.

    Parameters
    ----------
    kind
        What it is.
    doc
        What it means, its unit in brackets.
    null
        Whether there may be none.
    **rules
        Further keywords of JSON Schema.
    """
    return {"type": [kind, "null"] if null else kind, **({"description": doc} if doc else {}), **rules}


def text(doc: str = "", **rules: Any) -> Schema:
    """Return the schema of a text."""
    return value("string", doc, **rules)


def number(doc: str = "", **rules: Any) -> Schema:
    """Return the schema of a number."""
    return value("number", doc, **rules)


def whole(doc: str = "", **rules: Any) -> Schema:
    """Return the schema of a count."""
    return value("integer", doc, **rules)


def flag(doc: str = "", **rules: Any) -> Schema:
    """Return the schema of true or false."""
    return value("boolean", doc, **rules)


def record(fields: Mapping[str, Schema], *, doc: str = "", optional: Iterable[str] = ()) -> Schema:
    """Return the schema of an object with these fields and no others; all but the optional ones are always there."""
    absent = set(optional)
    return {
        "type": "object",
        **({"description": doc} if doc else {}),
        "properties": dict(fields),
        "required": [name for name in fields if name not in absent],
        "additionalProperties": False,
    }


def by_name(of: Schema, doc: str = "") -> Schema:
    """Return the schema of an object that holds the same under many names."""
    return {"type": "object", **({"description": doc} if doc else {}), "additionalProperties": of}


def many(of: Schema, doc: str = "") -> Schema:
    """Return the schema of a list."""
    return {"type": "array", **({"description": doc} if doc else {}), "items": of}


def table(
    columns: Iterable[str],
    *,
    texts: Iterable[str] = (),
    wholes: Iterable[str] = (),
    flags: Iterable[str] = (),
    null: Iterable[str] | None = None,
    docs: Mapping[str, tuple[str, str]] | None = None,
    doc: str = "",
) -> Schema:
    """Return the schema of the rows of a table.

    Parameters
    ----------
    columns
        All columns; those of no other kind hold numbers.
    texts, wholes, flags
        Columns of these kinds.
    null
        Columns that may be blank; all of numbers if not said.
    docs
        Unit and meaning of columns.
    doc
        What the table is.
    """
    kinds = dict.fromkeys(texts, "string") | dict.fromkeys(wholes, "integer") | dict.fromkeys(flags, "boolean")
    blank = None if null is None else set(null)
    described = {name: _words(*parts) for name, parts in (docs or {}).items()}
    fields = {}
    for name in columns:
        kind = kinds.get(name, "number")
        may_be = kind == "number" if blank is None else name in blank
        fields[name] = value(kind, described.get(name, ""), null=may_be)
    return many(record(fields), doc)


def of_model(model: "type[BaseModel]", doc: str = "") -> Schema:
    """Return the schema of what a pydantic model is written as."""
    made = model.model_json_schema(mode="serialization")
    return made | {"description": doc} if doc else made


def _words(unit: str, meaning: str) -> str:
    return f"{meaning} [{unit}]" if unit else meaning
