"""From the public SCMS file to a history."""

from collections.abc import Sequence

import pandas as pd

from stockposture.history.history import History
from stockposture.history.notes import Action, Note, some_names
from stockposture.history.scms.columns import name_columns
from stockposture.history.scms.freight import spread_freight
from stockposture.history.scms.lines import tidy_lines
from stockposture.history.scms.suppliers import DEFAULT_NEARSHORE, name_suppliers
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity


def convert_scms(
    text: pd.DataFrame,
    source: str,
    *,
    countries: Sequence[str] = (),
    nearshore: Sequence[str] = DEFAULT_NEARSHORE,
) -> tuple[History, list[Note]]:
    """Turn the SCMS file into history tables.

    A unit is a pack, an item is molecule | dosage | form | pack size. Every line is demand on the day it was
    delivered to the client. All countries are pooled to one network unless ``countries`` restricts them.
    Direct lines are deliveries with order date, promise and freight; lines out of the warehouse are
    deliveries that show the maker's price only: their dates and freight are those of the leg behind the
    warehouse.

    Parameters
    ----------
    text
        The file; all cells text.
    source
        Its name, for messages.
    countries
        Countries of use to keep; all if empty.
    nearshore
        Countries whose suppliers count as nearshore.

    Returns
    -------
    history
        The tables.
    notes
        What was dropped, repaired, assumed.

    Raises
    ------
    BadInputError
        If columns are missing or no line is left.
    """
    lines, notes = tidy_lines(name_columns(text, source))
    lines, freight_notes = spread_freight(lines)
    lines, suppliers, supplier_notes = name_suppliers(lines, tuple(nearshore))
    notes += freight_notes + supplier_notes
    if countries:
        present = some_names(lines["country"], most=40)
        here = lines["country"].isin(list(countries))
        notes.append(Note(Action.DROPPED, "lines of other countries", int((~here).sum()), len(lines)))
        lines = lines[here].reset_index(drop=True)
        remedy = f"countries in the file: {present}"
    else:
        places = lines["country"].nunique()
        notes.append(Note(Action.ASSUMED, "countries pooled to one network", places, places, "see --country"))
        remedy = "use the public SCMS Delivery History file, unchanged"
    if lines.empty:
        problem = "no line is left"
        raise BadInputError([Finding(Severity.FAULT, problem, remedy, file=source, column="Country")])
    suppliers = suppliers[suppliers["supplier"].isin(lines["supplier"])].reset_index(drop=True)
    return History(_demand(lines), _deliveries(lines), suppliers, _items(lines)), notes


def _demand(lines: pd.DataFrame) -> pd.DataFrame:
    keys = ["received", "sku", "country"]
    demand = lines.groupby(keys)[["quantity"]].sum().reset_index().rename(columns={"received": "date"})
    return demand[["date", "sku", "quantity", "country"]]


def _deliveries(lines: pd.DataFrame) -> pd.DataFrame:
    deliveries = lines[["sku", "supplier", "ordered", "promised", "received", "quantity"]].assign(
        unit_price=lines["price"],
        freight=lines["freight"].where(lines["direct"]).round(4),
        country=lines["country"],
        via=lines["direct"].map({True: "direct", False: "warehouse"}),
        site=lines["site"],
    )
    return deliveries.sort_values(["received", "sku", "supplier"], kind="stable", ignore_index=True)


def _items(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the items: commonest description, weight of a pack, whether most lines are first-line."""
    common = lines.groupby(["sku", "description"], as_index=False).size()
    common = common.sort_values(["sku", "size", "description"], ascending=[True, False, True])
    first = (lines["first_line"] == "Yes").groupby(lines["sku"]).mean()
    items = common.drop_duplicates("sku")[["sku", "description"]].reset_index(drop=True)
    items["unit_weight_kg"] = items["sku"].map(lines.groupby("sku")["pack_weight"].first()).round(6)
    items["unit_volume"] = float("nan")
    items["unit_price"] = float("nan")
    items["first_line"] = items["sku"].map(first) > 0.5
    return items
