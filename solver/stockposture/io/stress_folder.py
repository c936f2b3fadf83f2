"""The tables of a stress as a folder, and as one document for machines."""

from pathlib import Path
from typing import Any

from stockposture.io.json_document import finite, records
from stockposture.io.result_folder import never_blank, write_result
from stockposture.simulation.stress.result import Stress

KIND = "stress"


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
    write_result(target, KIND, never_blank(stress.tables), stress.facts)


def stress_document(stress: Stress) -> dict[str, Any]:
    """Return all tables as lists of records, infinite days as null."""
    tables = {name: records(table) for name, table in stress.tables.items()}
    document: dict[str, Any] = finite({**stress.facts, **tables})
    return document
