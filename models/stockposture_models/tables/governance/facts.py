"""What a governance rule may name of an item."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of every item.

    Parameters
    ----------
    doc
        One sentence.
    unit
        Unit of a number; empty for text and counts.
    is_text
        Whether it is text, which is only equal or not.
    choices
        The values a text can have; empty where any will do.
    """

    doc: str
    unit: str = ""
    is_text: bool = False
    choices: tuple[str, ...] = ()


#: By name, in the order of the documentation.
FACTS: dict[str, Fact] = {
    "criticality": Fact("1 inconvenience ... 5 halts production."),
    "fragility": Fact("1 robust ... 5 fragile."),
    "abc": Fact("Class by annual value.", is_text=True, choices=("A", "B", "C")),
    "xyz": Fact("Class by predictability.", is_text=True, choices=("X", "Y", "Z")),
    "annual_value": Fact("A year's demand at its unit price.", "currency/yr"),
    "unit_price": Fact("Price of the incumbent, else of the cheapest landed offer.", "currency/unit"),
    "demand_mean": Fact("Mean demand of one day.", "units/day"),
    "monthly_cv": Fact("Deviation over mean of 30 days' demand."),
    "suppliers": Fact("How many suppliers offer it."),
    "regions": Fact("How many regions they sit in; each supplier without a region counts as one."),
    "lead_time_days": Fact("Shortest mean lead time among its offers.", "days"),
    "lead_time_cv": Fact("Least deviation over mean of the lead time among its offers."),
    "outage_days_per_year": Fact("Days a year the least exposed of its suppliers is down.", "days/yr"),
    "time_to_recover": Fact("Longest single outage that can strike one of its suppliers.", "days"),
    "shortage": Fact("What a unit short does.", is_text=True, choices=("lost", "backorder")),
    "warehouse": Fact("Where it is kept.", is_text=True),
    "product_line": Fact("The line that stops when it is short.", is_text=True),
    "sku": Fact("The item itself.", is_text=True),
}
