"""From history tables as found to a checked history; every fault is reported at once."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.history.dates import FORMAT_REMEDY, ParsedDates, mixed_zones, parse_dates
from stockposture.history.history import History, no_rows
from stockposture.history.rows import HISTORY_ROWS, REQUIRED_TABLES, DemandRow, dates_of
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.check_case import in_order
from stockposture_models.tables.check_table import CheckedTable, check_table
from stockposture_models.tables.close import closest
from stockposture_models.tables.keys import check_lookalikes, check_unique
from stockposture_models.tables.noted import positions_of
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row


def check_history(
    raws: Sequence[RawTable],
    *,
    date_format: str | None = None,
    decimal: str = ".",
    findings: Sequence[Finding] = (),
    unread: Collection[str] = (),
    today: dt.date | None = None,
) -> History:
    """Check history tables and give them their types.

    Parameters
    ----------
    raws
        ``demand``, and ``deliveries`` with ``suppliers``, ``items``, ``periods`` and ``countries`` as far as there are
        any, in any order.
    date_format
        ``strftime`` format of the dates; ISO if ``None``.
    decimal
        Decimal mark of numbers given as text.
    findings
        What was found while reading; kept, and raised with the rest.
    unread
        Tables that are there but could not be read: that has been reported already.
    today
        What lies after this day has not happened and is left out, with a warning; the system's if ``None``.

    Raises
    ------
    BadInputError
        With every fault: missing table or column, cell that is no date, number or flag, number out of
        bounds, time zones mixed, received before ordered, unknown supplier or region, duplicate supplier, item or
        country, a period that ends before it starts.
    """
    found_so_far = list(findings)
    by_name = {raw.table: raw for raw in raws}
    checked: dict[str, CheckedTable] = {}
    for name, model in HISTORY_ROWS.items():
        if name in by_name:
            checked[name], more = _check(by_name[name], model, date_format, decimal)
            found_so_far += more
        elif name not in unread and (name in REQUIRED_TABLES or (name == "suppliers" and "deliveries" in by_name)):
            problem, remedy = "the table is missing", f"add {name}.csv: {', '.join(model.model_fields)}"
            found_so_far.append(Finding(Severity.FAULT, problem, remedy, file=f"{name}.csv"))
    found_so_far += _check_across(checked)
    if any(finding.is_fault for finding in found_so_far):
        raise BadInputError(in_order(found_so_far))
    frames = {name: checked[name].frame if name in checked else no_rows(name) for name in HISTORY_ROWS}
    found_so_far += _returns(checked["demand"])
    for name in ("demand", "deliveries"):
        if name in checked:
            frames[name], more = without_future(checked[name], dates_of(HISTORY_ROWS[name]), today or dt.date.today())
            found_so_far += more
    return History(**frames, findings=tuple(in_order(found_so_far)))


def _check(
    raw: RawTable, model: type[Row], date_format: str | None, decimal: str
) -> tuple[CheckedTable, list[Finding]]:
    """Check one table; its days become ``datetime64``."""
    checked, findings = check_table(raw, model, decimal)
    days, zones = {}, {}
    for name in dates_of(model):
        parsed = parse_dates(checked.frame[name], date_format, periods=model is DemandRow)
        days[name], zones[name] = parsed.days, parsed.zone
        if name in checked.raw.columns:
            findings += date_faults(checked.raw, name, parsed)
    if zones:
        mixed, names = mixed_zones(np.concatenate(list(zones.values())))
        problem = f"time zones are mixed: {', '.join(names)}"
        for name, part in zip(zones, np.split(mixed, len(zones)), strict=True):
            findings += _faults(
                checked.raw, name, part, problem, "bring all to one time zone, or give days without time"
            )
    return CheckedTable(checked.raw, checked.frame.assign(**days)), findings


def date_faults(raw: RawTable, name: str, parsed: ParsedDates) -> list[Finding]:
    """Return a fault for each cell of a column that is no date."""
    problem = "is ambiguous: day and month cannot be told apart"
    wrong = parsed.not_understood & ~parsed.ambiguous
    return [
        *_faults(raw, name, wrong, "is not a date", FORMAT_REMEDY),
        *_faults(raw, name, parsed.ambiguous, problem, FORMAT_REMEDY),
    ]


def _check_across(checked: Mapping[str, CheckedTable]) -> list[Finding]:
    findings: list[Finding] = []
    for name in ("suppliers", "items", "countries"):
        if name in checked and _has_key(checked[name], HISTORY_ROWS[name]):
            findings += check_unique(checked[name], HISTORY_ROWS[name])
            findings += check_lookalikes(checked[name], HISTORY_ROWS[name].key[0])
    if "demand" in checked and _has_key(checked["demand"], DemandRow):
        findings += _alike(checked["demand"])
    deliveries, suppliers = checked.get("deliveries"), checked.get("suppliers")
    if deliveries is not None:
        findings += _received_before_ordered(deliveries)
        if suppliers is not None and _has_key(suppliers, HISTORY_ROWS["suppliers"]):
            findings += _unknown_suppliers(deliveries, suppliers)
            unused = ~suppliers.frame["supplier"].isin(deliveries.frame["supplier"].unique()).to_numpy(dtype=bool)
            remedy = "remove it, or look for another spelling in deliveries"
            findings += suppliers.column("supplier").warning(
                positions_of(unused), "supplier is never used: it delivered nothing", remedy
            )
    if "periods" in checked:
        findings += _periods(checked["periods"], suppliers)
    return findings


def _has_key(checked: CheckedTable, model: type[Row]) -> bool:
    """Return whether the table has the column that names its rows."""
    return model.key[0] in checked.raw.columns


def _alike(demand: CheckedTable) -> list[Finding]:
    """Warn of items whose names people would read as one."""
    first = np.flatnonzero(~demand.frame["sku"].duplicated().to_numpy())
    raw = replace(demand.raw, columns={}, rows=demand.raw.rows[first])
    distinct = CheckedTable(raw, demand.frame[["sku"]].iloc[first].reset_index(drop=True))
    return check_lookalikes(distinct, "sku")


def _returns(demand: CheckedTable) -> list[Finding]:
    negative = positions_of((demand.frame["quantity"] < 0).to_numpy(dtype=bool))
    return demand.column("quantity").warning(negative, "negative demand: a return, netted", "correct it if it is none")


def without_future(checked: CheckedTable, dates: Sequence[str], today: dt.date) -> tuple[pd.DataFrame, list[Finding]]:
    """Return a table without what has not happened: rows of demand, days of an order or a receipt. Promises stay."""
    frame, findings = checked.frame, []
    for name in dates:
        ahead = (frame[name] > pd.Timestamp(today)).to_numpy(dtype=bool)
        if name == "promised" or not ahead.any():
            continue
        done = "the row is left out" if name == "date" else "taken as not known"
        remedy = "correct the date if it is a slip"
        problem = f"lies in the future, after {today}: {done}"
        findings += checked.column(name).warning(positions_of(ahead), problem, remedy)
        if name == "date":
            frame = frame[~ahead].reset_index(drop=True)
        else:
            frame = frame.assign(**{name: frame[name].mask(ahead)})
    return frame, findings


def _unknown_suppliers(deliveries: CheckedTable, suppliers: CheckedTable) -> list[Finding]:
    names, known = deliveries.frame["supplier"], suppliers.frame["supplier"].tolist()
    unknown = (~names.isin(known) & names.ne("")).to_numpy(dtype=bool)
    nearest = {name: closest(name, known) for name in names[unknown].unique()}

    def remedy(position: int) -> str:
        near = nearest[names.iloc[position]]
        hint = f"did you mean {near!r}? else " if near else ""
        return f"{hint}add it to suppliers.csv or correct the name"

    return _faults(deliveries.raw, "supplier", unknown, "unknown supplier: not in suppliers.csv", remedy)


def _periods(periods: CheckedTable, suppliers: CheckedTable | None) -> list[Finding]:
    """Return the faults of periods: ends before starts, and regions of no supplier."""
    frame = periods.frame
    backwards = (frame["end"] < frame["start"]).to_numpy(dtype=bool)
    findings = _faults(periods.raw, "end", backwards, "ends before it starts", "exchange start and end")
    known = [] if suppliers is None else sorted(set(suppliers.frame["region"]) - {""})
    unknown = (frame["region"].ne("") & ~frame["region"].isin(known)).to_numpy(dtype=bool)

    def remedy(position: int) -> str:
        near = closest(frame["region"].iloc[position], known)
        hint = f"did you mean {near!r}? else " if near else ""
        return f"{hint}name a region of suppliers.csv, or leave it blank for all"

    return findings + _faults(periods.raw, "region", unknown, "unknown region: no supplier is there", remedy)


def _received_before_ordered(deliveries: CheckedTable) -> list[Finding]:
    frame = deliveries.frame
    early = (frame["received"] < frame["ordered"]).to_numpy(dtype=bool)

    def remedy(position: int) -> str:
        ordered = frame["ordered"].iloc[position]
        return f"it was ordered {ordered:%Y-%m-%d}: correct one of the days, or leave ordered blank"

    return _faults(deliveries.raw, "received", early, "received before it was ordered", remedy)


def _faults(
    raw: RawTable, column: str, wrong: NDArray[np.bool_], problem: str, remedy: str | Callable[[int], str]
) -> list[Finding]:
    """Return a fault for each wrong cell; ``remedy`` may depend on the position."""
    return [
        Finding(
            Severity.FAULT,
            problem,
            remedy if isinstance(remedy, str) else remedy(position),
            file=raw.place(int(raw.rows[position]))[0],
            sheet=raw.sheet,
            row=raw.place(int(raw.rows[position]))[1],
            column=column,
            value=str(raw.columns[column].iloc[position]),
        )
        for position in np.flatnonzero(wrong).tolist()
    ]
