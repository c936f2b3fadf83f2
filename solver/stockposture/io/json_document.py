"""Tables and figures as JSON has them: records, and ``None`` for what it has no number for."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, one mapping each."""
    return [{str(name): value for name, value in record.items()} for record in frame.to_dict("records")]


def finite(value: Any) -> Any:
    """Return the value with ``None`` for each nan, infinity and missing count in it."""
    if isinstance(value, Mapping):
        return {name: finite(part) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [finite(part) for part in value]
    return None if value is pd.NA or (isinstance(value, float) and not math.isfinite(value)) else value
