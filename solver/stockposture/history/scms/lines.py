"""Delivery lines: numbers and dates read, duplicates out, prices mended."""

import pandas as pd

from stockposture.history.notes import Action, Note, some_names
from stockposture.history.scms.dates import parse_scms_dates
from stockposture.history.scms.text import mend_mojibake

KEY = ("molecule", "dosage", "form", "pack")
FROM_WAREHOUSE = "From RDC"


def tidy_lines(named: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Return one row per usable line.

    Parameters
    ----------
    named
        Columns of :data:`~stockposture.history.scms.columns.SCMS_COLUMNS` as text.

    Returns
    -------
    lines
        ``named`` with ``ordered``, ``promised``, ``received`` as dates, ``quantity`` [packs], ``value`` [USD]
        and ``price`` [USD/pack] as numbers, ``sku``, ``direct`` (bool) and ``aliases`` (ids of its dropped
        doubles).
    notes
        What was dropped, repaired, assumed.
    """
    notes: list[Note] = []
    lines, mended = mend_mojibake(named)
    everything = len(lines)
    if mended:
        notes.append(Note(Action.REPAIRED, "cells of UTF-8 read as cp1252", mended, everything))
    lines, dropped = _without_duplicates(lines)
    detail = "equal in every column but ID to an earlier line"
    notes.append(Note(Action.DROPPED, "duplicate lines", dropped, everything, detail))
    lines["direct"] = lines["via"] != FROM_WAREHOUSE
    lines["sku"] = lines["molecule"].str.cat(lines[list(KEY[1:])], sep=" | ")
    lines, date_notes = _dated(lines)
    lines, price_notes = _priced(lines)
    return lines.reset_index(drop=True), notes + date_notes + price_notes


def _without_duplicates(lines: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    content = [name for name in lines.columns if name != "id"]
    first = ~lines.duplicated(content)
    kept_id = lines.groupby(content, sort=False)["id"].transform("first")
    doubles = lines.loc[~first, "id"].groupby(kept_id[~first]).agg(tuple)
    kept = lines[first].copy()
    kept["aliases"] = [tuple(doubles.get(identity, ())) for identity in kept["id"]]
    return kept, int((~first).sum())


def _dated(lines: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Read the dates; without a delivery day a line is of no use."""
    notes = []
    lines = lines.copy()
    for name in ("ordered", "promised", "received"):
        parsed = parse_scms_dates(lines[name])
        if parsed.not_understood.any():
            detail = some_names(lines.loc[parsed.not_understood, name])
            count = int(parsed.not_understood.sum())
            what = f"{name} dates not understood, blanked"
            notes.append(Note(Action.REPAIRED, what, count, len(lines), detail))
        lines[name] = parsed.days
    arrived = lines["received"].notna()
    notes.append(Note(Action.DROPPED, "lines without a delivery day", int((~arrived).sum()), len(lines)))
    lines = lines[arrived].copy()
    # A warehouse line has no order to a supplier, and its schedule is the warehouse's, not the supplier's.
    lines.loc[~lines["direct"], ["ordered", "promised"]] = pd.NaT
    direct = lines["direct"]
    unknown = int((direct & lines["ordered"].isna()).sum())
    notes.append(Note(Action.COUNTED, "direct lines without an order date", unknown, int(direct.sum())))
    unreal = lines["ordered"] >= lines["received"]
    detail = "ordered on the day of delivery or later, hence no lead time; " + some_names(lines.loc[unreal, "vendor"])
    notes.append(
        Note(Action.REPAIRED, "order dates that cannot be real, blanked", int(unreal.sum()), len(lines), detail)
    )
    lines.loc[unreal, "ordered"] = pd.NaT
    return lines, notes


def _priced(lines: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Read quantity, value and price; a price of zero is not known."""
    everything = len(lines)
    lines = lines.copy()
    for name in ("quantity", "value", "pack_price", "unit_price"):
        lines[name] = pd.to_numeric(lines[name], errors="coerce").astype("float64")
    counted = lines["quantity"] > 0
    notes = [Note(Action.DROPPED, "lines without a quantity above 0", int((~counted).sum()), everything)]
    lines = lines[counted].copy()
    everything = len(lines)
    rounded = (lines["unit_price"] == 0) & (lines["pack_price"] > 0)
    detail = "one unit here is one pack, at the pack price"
    notes.append(Note(Action.REPAIRED, "unit prices rounded to 0.00", int(rounded.sum()), everything, detail))
    price = lines["pack_price"].where(lines["pack_price"] > 0)
    from_value = price.isna() & (lines["value"] > 0)
    lines["price"] = price.fillna((lines["value"] / lines["quantity"]).where(lines["value"] > 0))
    detail = "value over quantity"
    notes.append(
        Note(
            Action.REPAIRED,
            "pack prices of 0 taken from the value",
            int(from_value.sum()),
            everything,
            detail,
        )
    )
    free = lines["price"].isna()
    detail = "price left blank, the quantity counts as demand"
    notes.append(Note(Action.COUNTED, "lines at a price of 0", int(free.sum()), everything, detail))
    return lines, notes
