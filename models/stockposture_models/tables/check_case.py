"""All tables checked, each by itself and against one another, and put together as a case."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables import sense_items, sense_offers
from stockposture_models.tables.case import ROW_MODELS, Case
from stockposture_models.tables.check_settings import check_settings
from stockposture_models.tables.check_table import REQUIRED_TABLES, CheckedTable, check_table
from stockposture_models.tables.digest import digest_of
from stockposture_models.tables.found import found
from stockposture_models.tables.keys import (
    check_lookalikes,
    check_unique,
    first_rows,
    first_with_same_key,
    row_codes,
)
from stockposture_models.tables.links import Links, links_of
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.references import check_known, check_offered, check_used
from stockposture_models.tables.runs import is_ascending
from stockposture_models.tables.settings import Settings
from stockposture_models.tables.stockout import fill_criticality, fill_stockout_costs

Tables = Mapping[str, CheckedTable]


def _check_keys(tables: Tables, links: Links) -> list[Finding]:
    findings: list[Finding] = []
    for table, checked in tables.items():
        model = ROW_MODELS[table]
        offered = [links.offer_item, links.offer_supplier]
        if table == "offers" and not any((part < 0).any() for part in offered):
            # What the offers point to is known already; their names need not be compared again.
            first = first_rows(row_codes(offered))
        else:
            first = first_with_same_key(checked.frame, model.key)
        findings += check_unique(checked, model, first)
        if len(model.key) == 1:
            findings += check_lookalikes(checked, model.key[0], first)
    return findings


def _check_references(tables: Tables, links: Links, unread: Collection[str]) -> list[Finding]:
    findings: list[Finding] = []
    references = (
        ("items", "warehouse", "warehouses", links.item_warehouse),
        ("suppliers", "region", "regions", links.supplier_region),
        ("offers", "sku", "items", links.offer_item),
        ("offers", "supplier", "suppliers", links.offer_supplier),
    )
    for table, column, other, at in references:
        # A required table that is missing has been reported; its names would all seem unknown.
        if table in tables and other not in unread and (other in tables or other not in REQUIRED_TABLES):
            findings += check_known(tables[table], column, at, tables.get(other), other)
    if {"items", "offers"} <= tables.keys():
        findings += check_offered(tables["items"], links.offer_item)
    if {"suppliers", "offers"} <= tables.keys():
        findings += check_used(tables["suppliers"], links.offer_supplier)
    return findings


def _check_sense(tables: Tables, links: Links, settings: Settings) -> list[Finding]:
    findings: list[Finding] = []
    items, suppliers, offers = (tables.get(name) for name in REQUIRED_TABLES)
    caps = {"items": "max_buffer", "suppliers": "capacity", "warehouses": "capacity_m3"}
    for table, column in caps.items():
        if table in tables:
            findings += sense_items.check_no_cap(tables[table], column)
    if items is not None:
        fill_criticality(items)
        findings += fill_stockout_costs(items, settings)
        findings += sense_items.check_no_stockout_cost(items)
        findings += sense_items.check_least_demand(items)
        findings += sense_items.check_variation(items)
        findings += sense_items.check_buffer_order(items)
        findings += sense_items.check_postures_fit(items, settings)
    if items is not None and offers is not None:
        findings += sense_offers.check_shelf_life(items, offers, links.offer_item)
        findings += sense_offers.check_moq(items, offers, links.offer_item)
        findings += sense_offers.check_shares(items, offers, links.offer_item, settings)
    if suppliers is not None and offers is not None:
        findings += sense_offers.check_incumbent_onboarding(suppliers, offers, links.offer_supplier)
    for table in ("suppliers", "regions"):
        if table in tables:
            findings += sense_offers.check_outage_length(tables[table])
    return findings


def _has_key(checked: CheckedTable) -> bool:
    return all(name in checked.raw.columns for name in ROW_MODELS[checked.raw.table].key)


def _ascending(keys: Any) -> NDArray[np.int64]:
    """Return the order that sorts an Arrow array; many are sorted already."""
    if is_ascending(keys):
        return np.arange(len(keys), dtype=np.int64)
    order: NDArray[np.int64] = pc.sort_indices(keys).to_numpy().astype(np.int64)
    return order


def _in_key_order(tables: Tables, links: Links) -> dict[str, pd.DataFrame]:
    """Return the tables sorted by their keys, by code point, with fresh indexes."""
    order = {
        table: _ascending(found(checked.frame[ROW_MODELS[table].key[0]]).array)
        for table, checked in tables.items()
        if table != "offers"
    }
    rank = {table: np.empty_like(at) for table, at in order.items()}
    for table, at in order.items():
        rank[table][at] = np.arange(len(at), dtype=at.dtype)
    # Offers sort by the ranks of what they point to, many times faster than by two columns of text.
    of_item, of_supplier = rank["items"][links.offer_item], rank["suppliers"][links.offer_supplier]
    # Each stands once; the sort that keeps ties is the one that is quick where most is in order.
    order["offers"] = np.argsort(of_item * len(rank["suppliers"]) + of_supplier, kind="stable")
    frames = {}
    for table, checked in tables.items():
        frame = checked.frame
        if not np.array_equal(order[table], np.arange(len(frame))):
            # Column by column: a frame of one block is laid out anew, which takes as long as all the checks.
            columns = {name: frame[name].array.take(order[table]) for name in frame.columns}
            frame = pd.DataFrame(columns, copy=False)
        frames[table] = frame.reset_index(drop=True)
    return frames


def _empty(table: str) -> pd.DataFrame:
    raw = RawTable(table, table, {}, np.empty(0, dtype=np.int64))
    return check_table(raw, ROW_MODELS[table])[0].frame


def _missing_tables(present: Iterable[str], source: str) -> list[Finding]:
    findings = []
    for table in REQUIRED_TABLES:
        if table not in present:
            remedy = f"add {table}.csv, {table}.parquet or a sheet {table}; see docs/tables.md for its columns"
            findings.append(Finding(Severity.FAULT, f"table {table} is missing", remedy, source))
    return findings


def check_case(
    raws: Sequence[RawTable],
    settings: Mapping[str, object] | None = None,
    *,
    source: str = "case",
    settings_source: str = "settings.toml",
    settings_sheet: str | None = None,
    decimal: str = ".",
    unread: Collection[str] = (),
) -> tuple[Case | None, list[Finding]]:
    """Check tables and settings and put a case together.

    Parameters
    ----------
    raws
        Tables as found, in any order.
    settings
        Settings as found.
    source, settings_source, settings_sheet
        Names for findings.
    decimal
        Decimal mark of numbers given as text.
    unread
        Tables that were found but could not be read: that has been reported already.

    Returns
    -------
    Case or None
        ``None`` if there is a fault.
    list of Finding
        Every fault, warning and repair, of all tables.
    """
    findings = _missing_tables({*(raw.table for raw in raws), *unread}, source)
    checked_settings, more = check_settings(settings or {}, settings_source, settings_sheet)
    findings += more
    tables: dict[str, CheckedTable] = {}
    for raw in raws:
        tables[raw.table], more = check_table(raw, ROW_MODELS[raw.table], decimal)
        findings += more
    # A table without its key cannot be held against the others: every name in them would seem unknown.
    keyed = {name: checked for name, checked in tables.items() if _has_key(checked)}
    without_key = {*unread, *(tables.keys() - keyed.keys())}
    links = links_of(keyed)
    findings += _check_keys(keyed, links)
    findings += _check_references(keyed, links, without_key)
    findings += _check_sense(keyed, links, checked_settings or Settings())
    # A table that could not be read is a fault the reader reports.
    if unread or checked_settings is None or any(finding.is_fault for finding in findings):
        return None, in_order(findings)
    sorted_frames = _in_key_order(tables, links)
    frames = {table: sorted_frames.get(table, _empty(table)) for table in ROW_MODELS}
    digest = digest_of(frames, checked_settings)
    case = Case(**frames, settings=checked_settings, findings=tuple(in_order(findings)), digest=digest)
    return case, list(case.findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings faults first, then warnings and repairs, each by file and row."""
    severities = list(Severity)
    return sorted(
        findings,
        key=lambda finding: (
            severities.index(finding.severity),
            finding.file,
            finding.sheet or "",
            finding.row or 0,
        ),
    )
