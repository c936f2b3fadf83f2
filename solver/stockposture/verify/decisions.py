"""What the plan decides for each item, looked up in the tables of the case."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.verify.differences import Flags, Floats, spelt_out
from stockposture_models.plan.row import PlanRow
from stockposture_models.tables.case import Case
from stockposture_models.tables.settings import PostureName

Ints = NDArray[np.int64]

_NUMBERS = tuple(name for name, field in PlanRow.model_fields.items() if field.annotation in (int, float))
_COUNTS = ("order_interval_days", "buffer_units")


@dataclass(frozen=True)
class Decisions:
    """Decisions in the order of the case's items; ``n`` items, at most two suppliers each.

    Parameters
    ----------
    rows
        The plan's rows, in the order of the case's items.
    posture
        (n,) name.
    interval
        (n,) order interval T, days.
    buffer
        (n,) buffer b, units.
    used
        (n, 2) whether there is a first, a second supplier.
    supplier
        (n, 2) row in the suppliers table; 0 where not used.
    offer
        (n, 2) row in the offers table; 0 where not used.
    share
        (n, 2) part of every order; 0 where not used.
    """

    rows: pd.DataFrame
    posture: NDArray[np.str_]
    interval: Floats
    buffer: Floats
    used: Flags
    supplier: Ints
    offer: Ints
    share: Floats

    def of_offer(self, case: Case, column: str) -> Floats:
        """Return (n, 2) a column of the offers used; 0 where not used."""
        return _looked_up(case.offers[column], self.offer, self.used)

    def of_supplier(self, case: Case, column: str) -> Floats:
        """Return (n, 2) a column of the suppliers used; 0 where not used."""
        return _looked_up(case.suppliers[column], self.supplier, self.used)


def read_decisions(items: pd.DataFrame, case: Case) -> tuple[Decisions | None, list[str]]:
    """Return the decisions, or ``None`` and why the rows cannot be taken for a plan of this case."""
    missing = [name for name in PlanRow.model_fields if name not in items.columns]
    if missing:
        return None, [f"plan: columns are missing: {', '.join(missing)}"]
    faults = _unfit_numbers(items) + _unknown_postures(items) + _wrong_items(items, case)
    if faults:
        return None, faults
    rows = items.iloc[pd.Index(items["sku"]).get_indexer(case.items["sku"])].reset_index(drop=True)
    names, shares, faults = _suppliers_and_shares(rows)
    if faults:
        return None, faults
    used = names != ""
    supplier = _positions(case.suppliers["supplier"], names)
    sku = case.items["sku"]
    offer = _offers(case, supplier)
    unknown = used & (supplier < 0)
    faults = spelt_out(
        unknown.any(axis=1),
        lambda row: f"{sku.iloc[row]}: suppliers: {rows['suppliers'].iloc[row]!r} names no supplier of the case",
        "suppliers",
    )
    faults += spelt_out(
        (used & ~unknown & (offer < 0)).any(axis=1),
        lambda row: f"{sku.iloc[row]}: suppliers: {rows['suppliers'].iloc[row]!r} does not offer the item",
        "suppliers",
    )
    if faults:
        return None, faults
    return Decisions(
        rows=rows,
        posture=rows["posture"].to_numpy(dtype=np.str_),
        interval=rows["order_interval_days"].to_numpy(dtype=np.float64),
        buffer=rows["buffer_units"].to_numpy(dtype=np.float64),
        used=used,
        supplier=np.where(used, supplier, 0),
        offer=np.where(used, offer, 0),
        share=shares,
    ), []


def _looked_up(values: pd.Series, rows: Ints, used: Flags) -> Floats:
    return np.where(used, values.to_numpy(dtype=np.float64)[rows], 0.0)


def _unfit_numbers(items: pd.DataFrame) -> list[str]:
    said: list[str] = []
    sku = items["sku"].to_numpy()
    for name in _NUMBERS:
        if not pd.api.types.is_numeric_dtype(items[name].dtype):
            said.append(f"plan: {name}: holds text, not numbers")
            continue
        values = items[name].to_numpy(dtype=np.float64)
        unfit = ~np.isfinite(values)
        if name in _COUNTS:
            unfit |= (values < (1 if name == "order_interval_days" else 0)) | (values != np.floor(values))

        def say(row: int, name: str = name, values: Floats = values) -> str:
            return f"{sku[row]}: {name}: plan says {values[row]!r}, which no such figure can be"

        said += spelt_out(unfit, say, name)
    return said


def _unknown_postures(items: pd.DataFrame) -> list[str]:
    known = [posture.value for posture in PostureName]
    return spelt_out(
        ~items["posture"].isin(known).to_numpy(dtype=np.bool_),
        lambda row: (
            f"{items['sku'].iloc[row]}: posture: plan says {items['posture'].iloc[row]!r}, there are {', '.join(known)}"
        ),
        "posture",
    )


def _wrong_items(items: pd.DataFrame, case: Case) -> list[str]:
    """Each item of the case once, and no other."""
    planned, wanted = pd.Index(items["sku"]), pd.Index(case.items["sku"])
    # Looked up once: ``isin`` on Arrow's text takes ten times as long.
    place = wanted.get_indexer(planned)
    unknown = place < 0
    times = np.bincount(place[~unknown], minlength=len(wanted))
    absent, twice = times == 0, ~unknown & (times[place] > 1)
    said = spelt_out(twice, lambda row: f"{planned[row]}: sku: planned {times[place[row]]} times", "sku")
    said += spelt_out(unknown, lambda row: f"{planned[row]}: sku: not an item of the case", "sku")
    return said + spelt_out(absent, lambda row: f"{wanted[row]}: sku: the item has no row in the plan", "sku")


def _suppliers_and_shares(rows: pd.DataFrame) -> tuple[NDArray[np.object_], Floats, list[str]]:
    """Split the two columns at ``|``; texts repeat, so each distinct one is read once."""
    name_code, name_texts = pd.factorize(rows["suppliers"])
    share_code, share_texts = pd.factorize(rows["shares"])
    names = np.empty((len(name_texts), 2), dtype=object)
    shares = np.zeros((len(share_texts), 2))
    name_count = np.zeros(len(name_texts), dtype=np.int64)
    share_count = np.zeros(len(share_texts), dtype=np.int64)
    for row, text in enumerate(name_texts):
        parts = str(text).split("|")
        if len(parts) <= 2 and len(set(parts)) == len(parts) and "" not in parts:
            name_count[row] = len(parts)
        names[row] = [*parts, "", ""][:2]
    for row, text in enumerate(share_texts):
        parts = str(text).split("|")
        numbers = [_share(part) for part in parts]
        if len(parts) <= 2 and None not in numbers:
            share_count[row] = len(parts)
            shares[row, : len(parts)] = numbers
    sku = rows["sku"].to_numpy()
    wrong = (name_count[name_code] == 0) | (name_count[name_code] != share_count[share_code])
    faults = spelt_out(
        wrong,
        lambda row: (
            f"{sku[row]}: suppliers, shares: plan says {rows['suppliers'].iloc[row]!r} and "
            f"{rows['shares'].iloc[row]!r}; one or two different suppliers and as many shares are needed"
        ),
        "suppliers, shares",
    )
    return names[name_code], shares[share_code], faults


def _share(text: str) -> float | None:
    try:
        share = float(text)
    except ValueError:
        return None
    return share if 0.0 < share <= 1.0 else None


def _positions(keys: pd.Series, names: NDArray[np.object_]) -> Ints:
    index = pd.Index(keys)
    return np.stack([index.get_indexer(pd.Index(names[:, j], dtype=keys.dtype)) for j in (0, 1)], axis=1)


def _offers(case: Case, supplier: Ints) -> Ints:
    """Return (n, 2) rows of the offers of each item by each supplier; -1 where there is none."""
    item = pd.Index(case.items["sku"]).get_indexer(case.offers["sku"]).astype(np.int64)
    seller = pd.Index(case.suppliers["supplier"]).get_indexer(case.offers["supplier"])
    width = len(case.suppliers)
    keys = item * width + seller
    order = np.argsort(keys, kind="stable")
    wanted = np.arange(len(supplier), dtype=np.int64)[:, np.newaxis] * width + supplier
    place = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    found = (keys[order][place] == wanted) & (supplier >= 0)
    return np.where(found, order[place], -1)
