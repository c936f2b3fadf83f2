"""What a verb found, as a folder: tables for people and for machines, and a summary."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from stockposture.io.atomic import whole_folder
from stockposture.io.inside import inside
from stockposture.io.json_document import finite
from stockposture.io.tables_out import write_csv, write_parquet

SUMMARY = "summary.json"


def write_result(target: Path, kind: str, tables: Mapping[str, pd.DataFrame], summary: Mapping[str, Any]) -> None:
    """Write tables as CSV and Parquet, and ``summary.json``; whole or not at all.

    Parameters
    ----------
    target
        Folder to write; replaced if it is one of this kind that we wrote, see :mod:`stockposture.io.atomic`.
    kind
        What the folder holds.
    tables
        By name.
    summary
        What ``summary.json`` holds; what JSON has no number for is null there.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    with whole_folder(target, kind=kind) as folder:
        for name, table in tables.items():
            write_csv(table, inside(folder, f"{name}.csv"))
            write_parquet(table, inside(folder, f"{name}.parquet"))
        text = json.dumps(finite(summary), ensure_ascii=False, indent=2, allow_nan=False)
        inside(folder, SUMMARY).write_text(text + "\n", encoding="utf-8")


def never_blank(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return tables in which infinite days (what never comes) are left blank."""
    return {name: table.replace([np.inf, -np.inf], np.nan) for name, table in tables.items()}
