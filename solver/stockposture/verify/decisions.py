"""What the plan decides for each item, looked up in the tables of the case."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.types import is_numeric_dtype

from stockposture.verify.differences import Broken, Flags, Floats, spelt_out, told
from stockposture_models.errors import VerificationError
from stockposture_models.plan.row import PlanRow
from stockposture_models.tables.case import Case
from stockposture_models.tables.links import positions_in
from stockposture_models.tables.posture_name import PostureName

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


@dataclass(frozen=True)
class Unread:
    """Rows that cannot be taken for rows of a plan of the case.

    Parameters
    ----------
    step
        How far reading came: a row is looked at by a step only if all rows passed the steps before.
    broken
        Every rule of that step, in a fixed order, with the rows that break it.
    """

    step: int
    broken: list[Broken]


def read_decisions(items: pd.DataFrame, case: Case) -> tuple[Decisions | None, list[str]]:
    """Return the decisions, or ``None`` and why the rows cannot be taken for a plan of this case."""
    placed, faults = place_rows(items, case)
    if placed is None:
        return None, faults
    decisions = decisions_of(placed.rows(slice(None)), case)
    return (None, told(decisions.broken)) if isinstance(decisions, Unread) else (decisions, [])


def require_decisions(items: pd.DataFrame, case: Case) -> Decisions:
    """Return the decisions.

    Raises
    ------
    VerificationError
        The rows cannot be taken for a plan of this case.
    """
    decisions, faults = read_decisions(items, case)
    if decisions is None:
        raise VerificationError(faults)
    return decisions


@dataclass(frozen=True)
class Placed:
    """A plan's rows, in any order, as those of the case's items.

    Parameters
    ----------
    frame
        The plan's rows.
    place
        (n,) the row of each item of the case; ``None`` where they are in the same order.
    """

    frame: pd.DataFrame
    place: Ints | None

    def rows(self, items: slice) -> pd.DataFrame:
        """Return the rows of these items of the case."""
        return self.frame.iloc[items if self.place is None else self.place[items]].reset_index(drop=True)


def place_rows(items: pd.DataFrame, case: Case) -> tuple[Placed | None, list[str]]:
    """Find each item's row, or say why the rows cannot be those of a plan of this case."""
    missing = [name for name in PlanRow.model_fields if name not in items.columns]
    if missing:
        return None, [f"plan: columns are missing: {', '.join(missing)}"]
    # Looked up once: ``isin`` on Arrow's text takes ten times as long; most plans are in the order of the case.
    same = len(items) == len(case.items) and bool((items["sku"].array == case.items["sku"].array).all())
    place = np.arange(len(items)) if same else positions_in(items["sku"], case.items["sku"])
    faults = [f"plan: {name}: holds text, not numbers" for name in _NUMBERS if not is_numeric_dtype(items[name].dtype)]
    faults += told(_wrong_items(items["sku"], case.items["sku"], place))
    if faults:
        return None, told([*_unfit_numbers(items), _unknown_postures(items)]) + faults
    if same:
        return Placed(items, None), []
    of_item = np.empty(len(place), dtype=np.int64)
    of_item[place] = np.arange(len(place))
    return Placed(items, of_item), []


def decisions_of(rows: pd.DataFrame, case: Case) -> Decisions | Unread:
    """Return the decisions of rows that are in the order of the case's items."""
    broken = [*_unfit_numbers(rows), _unknown_postures(rows)]
    if any(rule.count for rule in broken):
        return Unread(1, broken)
    used, supplier, shares, wrong = _suppliers_and_shares(rows, case)
    if wrong.count:
        return Unread(2, [wrong])
    sku, named = case.items["sku"], rows["suppliers"]
    offer = _offers(case, supplier)
    unknown = used & (supplier < 0)
    broken = [
        spelt_out(
            np.asarray(unknown.any(axis=1)),
            lambda row: f"{sku.iloc[row]}: suppliers: {named.iloc[row]!r} names no supplier of the case",
            "suppliers",
        ),
        spelt_out(
            np.asarray((used & ~unknown & (offer < 0)).any(axis=1)),
            lambda row: f"{sku.iloc[row]}: suppliers: {named.iloc[row]!r} does not offer the item",
            "suppliers",
        ),
    ]
    if any(rule.count for rule in broken):
        return Unread(3, broken)
    return Decisions(
        rows=rows,
        posture=rows["posture"].to_numpy(dtype=np.str_),
        interval=rows["order_interval_days"].to_numpy(dtype=np.float64),
        buffer=rows["buffer_units"].to_numpy(dtype=np.float64),
        used=used,
        supplier=np.where(used, supplier, 0),
        offer=np.where(used, offer, 0),
        share=shares,
    )


def _looked_up(values: pd.Series, rows: Ints, used: Flags) -> Floats:
    return np.where(used, values.to_numpy(dtype=np.float64)[rows], 0.0)


def _unfit_numbers(items: pd.DataFrame) -> list[Broken]:
    said: list[Broken] = []
    sku = items["sku"]
    for name in _NUMBERS:
        if not is_numeric_dtype(items[name].dtype):
            continue
        values = items[name].to_numpy(dtype=np.float64)
        unfit = ~np.isfinite(values)
        if name in _COUNTS:
            unfit |= (values < (1 if name == "order_interval_days" else 0)) | (values != np.floor(values))

        def say(row: int, name: str = name, values: Floats = values) -> str:
            return f"{sku.iloc[row]}: {name}: plan says {values[row]!r}, which no such figure can be"

        said.append(spelt_out(unfit, say, name))
    return said


def _unknown_postures(items: pd.DataFrame) -> Broken:
    known = [posture.value for posture in PostureName]
    return spelt_out(
        ~items["posture"].isin(known).to_numpy(dtype=np.bool_),
        lambda row: (
            f"{items['sku'].iloc[row]}: posture: plan says {items['posture'].iloc[row]!r}, there are {', '.join(known)}"
        ),
        "posture",
    )


def _wrong_items(planned: pd.Series, wanted: pd.Series, place: Ints) -> list[Broken]:
    """Each item of the case once, and no other."""
    unknown = place < 0
    times = np.bincount(place[~unknown], minlength=len(wanted))
    twice = ~unknown & (times[place] > 1)
    return [
        spelt_out(twice, lambda row: f"{planned.iloc[row]}: sku: planned {times[place[row]]} times", "sku"),
        spelt_out(unknown, lambda row: f"{planned.iloc[row]}: sku: not an item of the case", "sku"),
        spelt_out(times == 0, lambda row: f"{wanted.iloc[row]}: sku: the item has no row in the plan", "sku"),
    ]


def _suppliers_and_shares(rows: pd.DataFrame, case: Case) -> tuple[Flags, Ints, Floats, Broken]:
    """Split the two columns at ``|``; texts repeat, so each distinct one is read and looked up once.

    Returns
    -------
    used, supplier, share, wrong
        (n, 2) whether there is a first and a second supplier, its row in the suppliers table (-1 where it is not
        there), its share; rows whose texts cannot be read.
    """
    name_code, name_texts = pd.factorize(rows["suppliers"])
    share_code, share_texts = pd.factorize(rows["shares"])
    names = [str(text).split("|") for text in name_texts]
    parts = [[_share(part) for part in str(text).split("|")] for text in share_texts]
    name_count = [len(two) if len(two) <= 2 and len(set(two)) == len(two) and "" not in two else 0 for two in names]
    share_count = [len(two) if len(two) <= 2 and None not in two else -1 for two in parts]
    first_two = [[*two, "", ""][:2] for two in names]
    shares = [[*two, 0.0, 0.0][:2] if count > 0 else [0.0, 0.0] for two, count in zip(parts, share_count, strict=True)]
    supplier = np.stack(
        [
            positions_in(pd.Series([two[j] for two in first_two], dtype="str"), case.suppliers["supplier"])
            for j in (0, 1)
        ],
        axis=1,
    )
    sku = rows["sku"]
    counted = np.array(name_count, dtype=np.int64)[name_code]
    wrong = spelt_out(
        (counted == 0) | (counted != np.array(share_count, dtype=np.int64)[share_code]),
        lambda row: (
            f"{sku.iloc[row]}: suppliers, shares: plan says {rows['suppliers'].iloc[row]!r} and "
            f"{rows['shares'].iloc[row]!r}; one or two different suppliers and as many shares are needed"
        ),
        "suppliers, shares",
    )
    used = np.array([[two[0] != "", two[1] != ""] for two in first_two], dtype=np.bool_)
    return used[name_code], supplier[name_code], np.array(shares, dtype=np.float64)[share_code], wrong


def _share(text: str) -> float | None:
    try:
        share = float(text)
    except ValueError:
        return None
    return share if 0.0 < share <= 1.0 else None


def _offers(case: Case, supplier: Ints) -> Ints:
    """Return (n, 2) rows of the offers of each item by each supplier; -1 where there is none."""
    item = np.repeat(np.arange(len(case.items)), np.diff(case.first_offer))
    seller = positions_in(case.offers["supplier"], case.suppliers["supplier"])
    width = len(case.suppliers)
    keys = item * width + seller
    order = np.argsort(keys, kind="stable")
    wanted = np.arange(len(supplier), dtype=np.int64)[:, np.newaxis] * width + supplier
    place = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    found = (keys[order][place] == wanted) & (supplier >= 0)
    return np.where(found, order[place], -1)
