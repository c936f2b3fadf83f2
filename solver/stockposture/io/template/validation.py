"""Drop-downs and number rules of a workbook's cells, from the row models."""

from typing import Any

from stockposture.io.excel.grid import column_letters
from stockposture.io.template.describe import Described
from stockposture_models.tables.case import ROW_MODELS

#: Bounds as Excel's validation names them.
CRITERIA = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}


def names_formula(table: str) -> str:
    """Return the formula of the names that stand in a table's sheet now, without the blank rows below."""
    model = ROW_MODELS[table]
    letters = column_letters(list(model.model_fields).index(model.key[0]) + 1)
    return f"=OFFSET({table}!${letters}$2,0,0,MAX(1,COUNTA({table}!${letters}:${letters})-1),1)"


def validation_of(column: Described) -> dict[str, Any]:
    """Return the options of xlsxwriter's ``data_validation``; empty if any value will do."""
    rule = _rule(column)
    if not rule:
        return {}
    return {
        **rule,
        "error_title": column.name[-32:],
        "error_message": f"{column.doc} Give {column.limits}."[:255],
    }


def _rule(column: Described) -> dict[str, Any]:
    if column.refers_to:
        return {"validate": "list", "source": names_formula(column.refers_to)}
    if column.choices:
        return {"validate": "list", "source": list(column.choices)}
    if column.kind not in {int, float} or not column.bounds:
        return {}
    kind = "integer" if column.kind is int else "decimal"
    bounds = [(bound, int(edge) if edge.is_integer() else edge) for bound, edge in column.bounds.items()]
    if len(bounds) == 1:
        bound, value = bounds[0]
        return {"validate": kind, "criteria": CRITERIA[bound], "value": value}
    # Excel's "between" includes both ends; the check of the case is the exact one.
    (_, least), (_, most) = bounds
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}
