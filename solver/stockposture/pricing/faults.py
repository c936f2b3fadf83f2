"""What can be wrong with today's decisions beside their cells: names, suppliers, rows that disagree, items left out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stockposture.pricing.places import Places
from stockposture_models.candidates.terms import Flags
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.case import Case
from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.close import closest_key
from stockposture_models.tables.noted import about_table, positions_of

#: Names compared to find what was meant; looking through more takes too long.
_MOST_COMPARED = 20_000
#: Items named where many are missing.
_MOST_NAMED = 10


def across_faults(checked: CheckedTable, places: Places, case: Case, found: Sequence[Finding] = ()) -> list[Finding]:
    """Return the faults that only the case shows.

    Parameters
    ----------
    checked, places, case
        The rows, where they stand, and in what.
    found
        What was said of the cells already.
    """
    return [
        *_unknown_items(checked, places, case),
        *_suppliers(checked, places, case),
        *_repeated(checked, places),
        *_disagreeing(checked, places),
        *_without_buffer(checked, places, found),
        *_broken_intervals(checked),
        *_left_out(checked, places, case),
    ]


def _unknown_items(checked: CheckedTable, places: Places, case: Case) -> list[Finding]:
    sku = checked.frame["sku"]
    unknown = (places.item < 0) & (sku != "").to_numpy(dtype=np.bool_)
    known = case.items["sku"].tolist() if len(case.items) <= _MOST_COMPARED else []

    def remedy(position: int) -> str:
        near = closest_key(str(sku.iloc[position]), known)
        return (f"did you mean {near!r}? else " if near else "") + "remove the row, or add the item to the case"

    return checked.column("sku").faults(positions_of(unknown), "is not an item of the case", remedy)


def _suppliers(checked: CheckedTable, places: Places, case: Case) -> list[Finding]:
    column, names = checked.column("supplier"), checked.frame["supplier"]
    known = case.suppliers["supplier"].tolist()

    def offered(position: int) -> str:
        item = places.item[position]
        first, last = case.first_offer[item], case.first_offer[item + 1]
        return ", ".join(case.offers["supplier"].iloc[first:last].tolist())

    def meant(position: int) -> str:
        near = closest_key(str(names.iloc[position]), known)
        return (f"did you mean {near!r}? else " if near else "") + "name a supplier of the case"

    here = places.item >= 0
    unknown = ~places.unnamed & (places.supplier < 0)
    foreign = ~places.unnamed & (places.supplier >= 0) & here & (places.offer < 0)
    unclear = places.unnamed & here & (places.offer < 0)
    return [
        *column.faults(positions_of(unknown), "is not a supplier of the case", meant),
        *column.faults(
            positions_of(foreign), "does not offer the item", lambda at: f"offers.csv has it from {offered(at)}"
        ),
        *column.faults(
            positions_of(unclear),
            "is blank, and the item has no one incumbent",
            lambda at: f"say who supplies it: {offered(at)}",
        ),
    ]


def _repeated(checked: CheckedTable, places: Places) -> list[Finding]:
    """Refuse a supplier named twice, and a third one."""
    raw, sku = checked.raw, checked.frame["sku"]
    offer = pd.Series(np.where(places.offer >= 0, places.offer, -1 - np.arange(len(places.offer))))
    first = offer.groupby(offer, sort=False).transform("idxmin").to_numpy(dtype=np.int64)
    twice = first != np.arange(len(offer))
    findings = [
        about_table(
            raw,
            Severity.FAULT,
            f"the item has this supplier twice: in row {raw.named(int(raw.rows[first[at]]))} and in row"
            f" {raw.named(int(raw.rows[at]))}",
            "keep one of the two rows",
            row=int(raw.rows[at]),
            column="supplier",
            value=str(checked.frame["supplier"].iloc[at]) or str(sku.iloc[at]),
        )
        for at in positions_of(twice).tolist()
    ]
    takes_part = positions_of((checked.frame["share"] != 0).to_numpy(dtype=np.bool_) & ~twice & (places.item >= 0))
    owner = pd.Series(places.item[takes_part])
    third = takes_part[owner.groupby(owner, sort=False).cumcount().to_numpy() >= 2]
    problem = "is the item's third supplier or more; plans have two at most"
    remedy = "keep the two that matter most, their shares adding up to 1"
    return findings + checked.column("supplier").faults(third, problem, remedy)


def _disagreeing(checked: CheckedTable, places: Places) -> list[Finding]:
    """Refuse rows of one item that say different things of what an item has once."""
    findings: list[Finding] = []
    for name in ("posture", "buffer", "buffer_days", "order_interval_days"):
        if name not in checked.raw.columns:
            continue
        values = checked.frame[name]
        given = (values != "").to_numpy(dtype=np.bool_) if name == "posture" else values.notna().to_numpy()
        rows = positions_of(given & (places.item >= 0))
        mine = pd.DataFrame({"item": places.item[rows], "value": values.iloc[rows].to_numpy(), "at": rows})
        head = mine.groupby("item", sort=False).transform("first")
        other = (mine["value"] != head["value"]).to_numpy(dtype=np.bool_)
        named = dict(zip(mine["at"][other], head["at"][other], strict=True))

        def remedy(position: int, named: dict[int, int] = named) -> str:
            row = checked.raw.named(int(checked.raw.rows[named[position]]))
            return f"give it once: row {row} says something else of the same item"

        findings += checked.column(name).faults(mine["at"].to_numpy()[other], "two rows of one item disagree", remedy)
    return findings


def _without_buffer(checked: CheckedTable, places: Places, found: Sequence[Finding]) -> list[Finding]:
    frame = checked.frame
    # A cell that was refused is not missing too.
    refused = [finding.row for finding in found if finding.is_fault and finding.column in ("buffer", "buffer_days")]
    has = np.isin(checked.raw.rows, [row for row in refused if row is not None])
    has |= (frame["buffer"].notna() | frame["buffer_days"].notna()).to_numpy(dtype=np.bool_)
    if not {"buffer", "buffer_days"} & set(checked.raw.columns):
        problem, remedy = "required column of current is missing", "add it: Buffer [units], or buffer_days [days]"
        return [about_table(checked.raw, Severity.FAULT, problem, remedy, column="buffer", row=1)]
    return checked.column("buffer").faults(
        _first_of_items(places, ~_any_of_item(places, has)),
        "the item has no buffer",
        "fill in buffer [units] or buffer_days [days]; 0 for none",
    )


def _any_of_item(places: Places, flags: Flags) -> Flags:
    """Return (r,) whether any row of the same item has the flag; rows of no item have it."""
    if not len(flags):
        return flags
    some = np.zeros(int(places.item.max(initial=0)) + 2, dtype=np.bool_)
    some[places.item[flags]] = True
    some[-1] = True
    return some[places.item]


def _first_of_items(places: Places, flags: Flags) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the flagged rows, the first of each item only."""
    rows = positions_of(flags)
    _, first = np.unique(places.item[rows], return_index=True)
    return rows[np.sort(first)]


def _broken_intervals(checked: CheckedTable) -> list[Finding]:
    values = checked.frame["order_interval_days"].to_numpy(dtype=np.float64)
    broken = ~np.isnan(values) & ((values != np.floor(values)) | (values < 1))
    return checked.column("order_interval_days").faults(
        positions_of(broken), "is not a whole number of days", "give whole days, 1 or more"
    )


def _left_out(checked: CheckedTable, places: Places, case: Case) -> list[Finding]:
    there = np.zeros(len(case.items), dtype=np.bool_)
    there[places.item[places.item >= 0]] = True
    missing = case.items["sku"][~there]
    if not len(missing):
        return []
    shown = ", ".join(missing.head(_MOST_NAMED)) + (", ..." if len(missing) > _MOST_NAMED else "")
    what = "1 item of the case has" if len(missing) == 1 else f"{len(missing):,} items of the case have"
    remedy = "add what is done for them, or price it against a case without them"
    return [about_table(checked.raw, Severity.FAULT, f"{what} no row: {shown}", remedy, column="sku")]
