"""All tables checked, each by itself and against one another, and put together as a case."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables import sense_items, sense_offers
from stockposture_models.tables.case import ROW_MODELS, Case
from stockposture_models.tables.check_settings import check_settings
from stockposture_models.tables.check_table import REQUIRED_TABLES, CheckedTable, check_table
from stockposture_models.tables.digest import digest_of
from stockposture_models.tables.found import found
from stockposture_models.tables.keys import check_lookalikes, check_unique
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.references import check_known, check_offered, check_used
from stockposture_models.tables.settings import Settings

Tables = Mapping[str, CheckedTable]


def _check_keys(tables: Tables) -> list[Finding]:
    findings: list[Finding] = []
    for table, checked in tables.items():
        model = ROW_MODELS[table]
        findings += check_unique(checked, model)
        if len(model.key) == 1:
            findings += check_lookalikes(checked, model.key[0])
    return findings


def _check_references(tables: Tables, unread: Collection[str]) -> list[Finding]:
    findings: list[Finding] = []
    items, suppliers, offers = (tables.get(name) for name in REQUIRED_TABLES)
    if items is not None and "warehouses" not in unread:
        findings += check_known(items, "warehouse", tables.get("warehouses"), "warehouse", "warehouses")
    if suppliers is not None and "regions" not in unread:
        findings += check_known(suppliers, "region", tables.get("regions"), "region", "regions")
    if offers is not None and items is not None:
        findings += check_known(offers, "sku", items, "sku", "items")
        findings += check_offered(items, offers)
    if offers is not None and suppliers is not None:
        findings += check_known(offers, "supplier", suppliers, "supplier", "suppliers")
        findings += check_used(suppliers, "supplier", offers, "supplier")
    return findings


def _check_sense(tables: Tables, settings: Settings) -> list[Finding]:
    findings: list[Finding] = []
    items, suppliers, offers = (tables.get(name) for name in REQUIRED_TABLES)
    caps = {"items": "max_buffer", "suppliers": "capacity", "warehouses": "capacity_m3"}
    for table, column in caps.items():
        if table in tables:
            findings += sense_items.check_no_cap(tables[table], column)
    if items is not None:
        findings += sense_items.check_no_stockout_cost(items)
        findings += sense_items.check_variation(items)
        findings += sense_items.check_buffer_order(items)
        findings += sense_items.check_postures_fit(items, settings)
    if items is not None and offers is not None:
        findings += sense_offers.check_shelf_life(items, offers)
        findings += sense_offers.check_moq(items, offers)
        findings += sense_offers.check_shares(items, offers, settings)
    if suppliers is not None and offers is not None:
        findings += sense_offers.check_incumbent_onboarding(suppliers, offers)
    for table in ("suppliers", "regions"):
        if table in tables:
            findings += sense_offers.check_outage_length(tables[table])
    return findings


def _has_key(checked: CheckedTable) -> bool:
    return all(name in checked.raw.columns for name in ROW_MODELS[checked.raw.table].key)


def _sorted(frame: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    """Return a table sorted by its key, by code point; as it is if it is sorted already."""
    table = pa.table({name: found(frame[name]).array for name in key})
    order = pc.sort_indices(table, sort_keys=[(name, "ascending") for name in key]).to_numpy()
    if np.array_equal(order, np.arange(len(order))):
        return frame.reset_index(drop=True)
    return frame.take(order).reset_index(drop=True)


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
    findings += _check_keys(keyed)
    findings += _check_references(keyed, without_key)
    findings += _check_sense(keyed, checked_settings or Settings())
    if any(finding.is_fault for finding in findings) or checked_settings is None:
        return None, in_order(findings)
    frames = {}
    for table, model in ROW_MODELS.items():
        if table in tables:
            frames[table] = _sorted(tables[table].frame, model.key)
        else:
            empty = RawTable(table, source, {}, np.empty(0, dtype=np.int64))
            frames[table] = check_table(empty, model)[0].frame
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
