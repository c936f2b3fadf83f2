"""Cases built from a few columns, the rest by the row models' defaults."""

from typing import Any

import pandas as pd

from stockposture_models.tables.case import ROW_MODELS, Case
from stockposture_models.tables.settings import Settings


def frame(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return a checked table: every row through its row model, sorted by key."""
    model = ROW_MODELS[table]
    checked = [model(**row).model_dump(mode="json") for row in rows]
    columns = list(model.model_fields)
    out = pd.DataFrame(checked, columns=columns)
    for name, field in model.model_fields.items():
        if field.annotation in (float, float | None):
            out[name] = out[name].astype("float64")
        elif field.annotation is bool:
            out[name] = out[name].astype("bool")
        elif field.annotation is int:
            out[name] = out[name].astype("int64")
        else:
            out[name] = out[name].astype("str")
    return out.sort_values(list(model.key), ignore_index=True)


def case_of(settings: dict[str, Any] | None = None, **tables: list[dict[str, Any]]) -> Case:
    """Return a case of rows given as dicts."""
    frames = {name: frame(name, tables.get(name, [])) for name in ROW_MODELS}
    return Case(**frames, settings=Settings(**(settings or {})))
