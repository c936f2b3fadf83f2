"""What ``segment`` finds: a row an item, the matrix, the rules and how many items each is for."""

from dataclasses import dataclass

import pandas as pd

from stockposture.segmentation.sensitivity import Sensitivity
from stockposture_models.tables.case import Case
from stockposture_models.values import Value

#: Columns of ``segments.csv``: unit and meaning.
COLUMNS: dict[str, tuple[str, str]] = {
    "sku": ("", "The item."),
    "unit_price": ("currency/unit", "Price of the incumbent, else of the cheapest landed offer."),
    "annual_value": ("currency/yr", "A year's demand at that price."),
    "abc": ("", "A, B or C by annual value."),
    "monthly_cv": ("", "Deviation over mean of 30 days' demand; blank without demand."),
    "xyz": ("", "X, Y or Z by predictability."),
    "criticality": ("", "1 inconvenience ... 5 halts production."),
    "criticality_from": ("", "given, or stockout_effect."),
    "fragility": ("", "1 robust ... 5 fragile."),
    "fragility_from": ("", "The signs of fragility it shows."),
    "suppliers": ("", "How many offer it."),
    "regions": ("", "How many regions they sit in."),
    "lead_time_days": ("days", "Shortest mean lead time among its offers."),
    "lead_time_cv": ("", "Least deviation over mean of the lead time among its offers."),
    "outage_days_per_year": ("days/yr", "Days a year the least exposed of its suppliers is down."),
    "time_to_recover": ("days", "Longest single outage that can strike one of its suppliers."),
    "stockout_cost": ("currency/unit", "What a unit short costs."),
    "stockout_cost_from": ("", "Where that comes from."),
    "governance": ("", "The rules it is under, separated by |."),
    "allowed_postures": ("", "What it and the rules allow."),
    "min_buffer": ("units", "Least buffer that it and the rules allow."),
}


@dataclass(frozen=True, eq=False)
class Segmentation(Value):
    """Segments of a case.

    Parameters
    ----------
    items
        One row an item; columns as in :data:`COLUMNS`.
    matrix
        Items of each criticality (rows, 5 to 1) and fragility (columns, 1 to 5).
    value_matrix
        Their annual value, currency/yr.
    classes
        Items of each class by value (rows, A to C) and predictability (columns, X to Z).
    rules
        The governance rules: ``name``, ``effect``, ``items``.
    case
        The case, every stockout cost filled in.
    sensitivity
        Which decisions flip when stockout costs are halved or doubled; ``None`` where that was not asked.
    """

    items: pd.DataFrame
    matrix: pd.DataFrame
    value_matrix: pd.DataFrame
    classes: pd.DataFrame
    rules: pd.DataFrame
    case: Case
    sensitivity: Sensitivity | None = None
