"""Workbooks built in the test: a tiny good case, and ways to spoil it."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Sheets = Mapping[str, Sequence[Sequence[Any]]]

#: Two items, one supplier: every sheet a workbook must have.
TINY: Sheets = {
    "items": [
        ["sku", "description", "demand_mean", "demand_sd", "stockout_cost", "warehouse"],
        ["007", "bolt", 10, 2.5, 1, "Main"],
        ["MAR1", "nut", 20, 5, 0.5, "Main"],
    ],
    "suppliers": [["supplier", "region"], ["Acme", "North"]],
    "offers": [
        ["sku", "supplier", "unit_price", "lead_time_days"],
        ["007", "Acme", 3, 14],
        ["MAR1", "Acme", 0.25, 7],
    ],
    "regions": [["region", "disruption_rate", "disruption_days"], ["North", 0.1, 10]],
    "warehouses": [["warehouse", "capacity_m3"], ["Main", 100]],
    "settings": [["setting", "value"], ["capital_cap", 5000]],
}


@pytest.fixture
def tiny() -> dict[str, list[list[Any]]]:
    """The sheets of the tiny case, to be changed freely."""
    return {name: [list(row) for row in rows] for name, rows in TINY.items()}


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Path]:
    """Save the given sheets, after the given change to the openpyxl workbook."""

    def save(sheets: Sheets, change: Callable[[Any], None] | None = None, name: str = "case.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        if change is not None:
            change(book)
        book.save(tmp_path / name)
        return tmp_path / name

    return save


@pytest.fixture
def operated() -> Callable[[Path, str, bytes, bytes], Path]:
    """Replace bytes within one part of a workbook."""

    def operate(path: Path, part: str, old: bytes, new: bytes) -> Path:
        with zipfile.ZipFile(path) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return operate
