"""A table with all columns of its row model, defaults filled in, sorted by its key."""

import pandas as pd

from stockposture_models.tables.row import Row


def complete(table: pd.DataFrame, model: type[Row]) -> pd.DataFrame:
    """Return the model's columns in its order; those the table lacks hold the default.

    Examples
    --------
    >>> from stockposture_models.tables.warehouse import Warehouse
    >>> complete(pd.DataFrame({"warehouse": ["B", "A"]}), Warehouse)["warehouse"].tolist()
    ['A', 'B']
    """
    columns = {}
    for name, field in model.model_fields.items():
        if name in table:
            columns[name] = table[name]
        elif field.default is None:
            columns[name] = pd.Series(float("nan"), index=table.index)
        else:
            plain = str(field.default) if isinstance(field.default, str) else field.default
            columns[name] = pd.Series([plain] * len(table), index=table.index, dtype=type(plain))
    return pd.DataFrame(columns).sort_values(list(model.key), ignore_index=True)
