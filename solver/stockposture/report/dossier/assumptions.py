"""What a plan takes for granted: settings of its case, and how the world is priced."""

from enum import Enum
from typing import Any

from pydantic import BaseModel

from stockposture_models.plan.plan import Plan
from stockposture_models.tables.settings import CapitalBasis, Settings, SpaceBasis

#: What is assumed of the world, whatever the settings: in the words of docs/theory.md.
WORLD = (
    ("demand", "Independent from day to day; gamma with each item's mean and deviation, constant without deviation."),
    ("reviews", "Every item is reviewed at its order interval and raised to its order-up-to level."),
    ("lead times", "Mean and deviation as in the tables; deliveries of a supplier never overtake one another."),
    ("outages", "Strike suppliers and whole regions at random, at the rates and with the mean lengths of the tables."),
    ("surge", "Suppliers that are up take over part of the orders of those that are down, as far as the tables say."),
    ("shortage", "What is short is lost or waits, as the item says; either costs its stockout cost a unit."),
)

Row = tuple[str, str, str, str]


def assumptions(plan: Plan) -> list[Row]:
    """Return what was assumed: name, value, default, meaning; settings first, then the world."""
    summary = plan.summary
    rows: list[Row] = [
        ("capital cap of this plan", _text(summary.capital_cap), "", "Working-capital cap it was solved under."),
        ("space limit of this plan", _text(summary.space_cap), "", "Limit on the space of all items together, m3."),
    ]
    rows += _settings(plan.case.settings, Settings())
    rows += [(what, "", "", words) for what, words in WORLD]
    return rows


def _settings(model: BaseModel, default: BaseModel, prefix: str = "") -> list[Row]:
    rows: list[Row] = []
    for name, field in type(model).model_fields.items():
        value, usual = getattr(model, name), getattr(default, name)
        if isinstance(value, BaseModel):
            rows += _settings(value, usual, f"{prefix}{name}.")
        elif name == "governance":
            rows += [(f"governance: {rule.name}", rule.effect, "", f"For items with {rule.when}.") for rule in value]
        else:
            rows.append((f"{prefix}{name}", _text(value), _text(usual), field.description or ""))
    return rows


def _text(value: Any) -> str:
    match value:
        case None | "":
            return "none"
        case SpaceBasis() | CapitalBasis() | Enum():
            return str(value.value)
        case tuple():
            return ", ".join(map(_text, value))
        case float() | int():
            return f"{value:,.10g}"
        case _:
            return str(value)
