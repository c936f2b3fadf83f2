"""The tables of a stress as a folder, and as one document for machines."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from stockposture.io.atomic import whole_folder
from stockposture.io.inside import inside
from stockposture.io.json_document import finite, records
from stockposture.io.tables_out import write_csv, write_parquet
from stockposture.simulation.stress.result import Stress

KIND = "stress"
SUMMARY = "summary.json"


def write_stress(stress: Stress, target: Path) -> None:
    """Write the tables as CSV and Parquet, and ``summary.json``; whole or not at all.

    Infinite days (never short, not recovered within the horizon) are left blank.

    Parameters
    ----------
    stress
        What was found.
    target
        Folder to write; replaced if it is one we wrote, see :mod:`stockposture.io.atomic`.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    with whole_folder(target, kind=KIND) as folder:
        for name, table in stress.tables.items():
            without = table.replace([np.inf, -np.inf], np.nan)
            write_csv(without, inside(folder, f"{name}.csv"))
            write_parquet(without, inside(folder, f"{name}.parquet"))
        summary = json.dumps(stress.facts, ensure_ascii=False, indent=2) + "\n"
        inside(folder, SUMMARY).write_text(summary, encoding="utf-8")


def stress_document(stress: Stress) -> dict[str, Any]:
    """Return all tables as lists of records, infinite days as null."""
    tables = {name: records(table) for name, table in stress.tables.items()}
    document: dict[str, Any] = finite({**stress.facts, **tables})
    return document
