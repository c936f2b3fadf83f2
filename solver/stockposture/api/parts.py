"""The fields of a value."""

from dataclasses import fields
from typing import Any


def parts_of(value: Any) -> dict[str, Any]:
    """Return the fields of a value by name."""
    return {part.name: getattr(value, part.name) for part in fields(value)}
