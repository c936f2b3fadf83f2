"""Weight and freight: a number, a word, or "See ASN-93 (ID#:1281)"; a shipment's total goes to its lines."""

import numpy as np
import pandas as pd

from stockposture.history.notes import Action, Note

REFERENCE = r"See .*\(ID#:\s*(\d+)\)"
FREIGHT_IN_PRICE = "Freight Included in Commodity Cost"
NUMBER = r"\d+(?:\.\d*)?"

#: Fewer weighed lines say too little about what a pack weighs.
LEAST_WEIGHINGS = 3


def _numbers(text: pd.Series) -> pd.Series:
    return pd.to_numeric(text.where(text.str.fullmatch(NUMBER)), errors="coerce").astype("float64")


def spread_freight(lines: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Return the lines with ``weight`` [kg] and ``freight`` [USD] of their own, ``nan`` if not known.

    A line that refers to another belongs to that line's shipment; its total is spread in proportion
    to quantity x pack weight, where the pack weight (median of lines weighed alone, at least three) is known
    for every line of the shipment, and in proportion to the lines' value (to quantity, if none has a value)
    otherwise. Adds ``pack_weight`` [kg].
    """
    lines = lines.copy()
    refers_to = lines["freight"].str.extract(f"^{REFERENCE}$", expand=False)
    refers_to = refers_to.fillna(lines["weight"].str.extract(f"^{REFERENCE}$", expand=False))
    home = _identities(lines)
    shipment = refers_to.map(home).astype("float64")
    dangling = refers_to.notna() & shipment.isna()
    shipment = shipment.fillna(pd.Series(np.arange(len(lines)), index=lines.index).where(~dangling))
    size = shipment.map(shipment.value_counts())

    weight, freight = _numbers(lines["weight"]), _numbers(lines["freight"])
    included = lines["freight"] == FREIGHT_IN_PRICE
    freight = freight.where(~included, 0.0)
    weight = weight.where(weight > 0)

    alone = (weight / lines["quantity"])[size == 1].groupby(lines["sku"]).agg(["median", "count"])
    pack_weight = lines["sku"].map(alone["median"].where(alone["count"] >= LEAST_WEIGHINGS))
    part = _parts(lines, shipment, pack_weight)
    joined = refers_to.notna() & ~dangling
    lines["pack_weight"] = pack_weight
    lines["weight"] = shipment.map(weight.groupby(shipment).sum(min_count=1)) * part
    lines["freight"] = shipment.map(freight.groupby(shipment).sum(min_count=1)) * part

    words = int((lines["freight"].isna() & ~dangling).sum())
    detail = "by quantity x pack weight where known, else by value"
    notes = [
        Note(Action.REPAIRED, "freight and weight references spread", int(joined.sum()), len(lines), detail),
        Note(
            Action.COUNTED,
            "references to a line that is not in the file",
            int(dangling.sum()),
            len(lines),
            "blank",
        ),
        Note(Action.ASSUMED, "lines with freight in the price", int(included.sum()), len(lines), "freight 0"),
        Note(Action.COUNTED, "lines whose freight is words", words, len(lines), "blank"),
    ]
    return lines, notes


def _identities(lines: pd.DataFrame) -> dict[str, int]:
    """Return the position of every id, those of dropped doubles included."""
    home = {}
    for position, (identity, aliases) in enumerate(zip(lines["id"], lines["aliases"], strict=True)):
        home[identity] = position
        home.update(dict.fromkeys(aliases, position))
    return home


def _parts(lines: pd.DataFrame, shipment: pd.Series, pack_weight: pd.Series) -> pd.Series:
    """Return each line's part of its shipment, 0..1, summing to 1 over a shipment."""
    by_weight = lines["quantity"] * pack_weight
    weighable = by_weight.notna().groupby(shipment).transform("all")
    by_value = lines["value"].fillna(0.0)
    by_value = by_value.where(by_value.groupby(shipment).transform("sum") > 0, lines["quantity"])
    base = by_weight.where(weighable, by_value)
    return base / base.groupby(shipment).transform("sum")
