"""Seconds to read a workbook, by what it holds. Run: python tests/benchmarks/io/read_workbook.py ROWS."""

import sys
import tempfile
import time
import zipfile
from itertools import pairwise
from pathlib import Path

from xlsxwriter import Workbook

from stockposture.io.excel.archive import file_fault
from stockposture.io.excel.scan import scan_sheet
from stockposture.io.excel.workbook import read_workbook
from stockposture_models.tables.item import Item

COLUMNS = list(Item.model_fields)[:15]
TEXTS = {"sku", "description", "shortage", "warehouse", "product_line", "allowed_postures"}


def write(path: Path, rows: int, *, formulas: bool, spoilt: bool) -> None:
    """Write a sheet ``items``, with a column of formulas, the last of them never computed, on request."""
    with Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("items")
        sheet.write_row(0, 0, COLUMNS)
        for row in range(1, rows + 1):
            for at, name in enumerate(COLUMNS):
                if name in TEXTS:
                    sheet.write_string(row, at, f"{row:08d}")
                elif formulas and name == "demand_mean":
                    value = "" if spoilt and row == rows else row / 7
                    sheet.write_formula(row, at, f"=D{row + 1}*2", None, value)
                else:
                    sheet.write_number(row, at, row * at / 7)


def main() -> None:
    """Print a table: seconds per step."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"{rows:,} rows x {len(COLUMNS)} columns, processor seconds")  # noqa: T201
    print(f"{'sheet':<28}{'archive':>9}{'scan':>9}{'all':>9}")  # noqa: T201
    kinds = {
        "values": (False, False),
        "a column of formulas": (True, False),
        "... one not computed": (True, True),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, (formulas, spoilt) in kinds.items():
            path = Path(folder) / "case.xlsx"
            write(path, rows, formulas=formulas, spoilt=spoilt)
            seconds = [time.process_time()]
            file_fault(path)
            seconds.append(time.process_time())
            with zipfile.ZipFile(path) as archive:
                scan_sheet(archive, "xl/worksheets/sheet1.xml")
            seconds.append(time.process_time())
            read_workbook(path)
            seconds.append(time.process_time())
            steps = [after - before for before, after in pairwise(seconds)]
            print(f"{name:<28}" + "".join(f"{step:>9.2f}" for step in steps))  # noqa: T201


if __name__ == "__main__":
    main()
