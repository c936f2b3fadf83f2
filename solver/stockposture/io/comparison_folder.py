"""A comparison as a folder of tables, and as one document for machines."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from stockposture.comparison.result import Comparison
from stockposture.io.atomic import whole_folder
from stockposture.io.inside import inside
from stockposture.io.json_document import finite, records
from stockposture.io.tables_out import write_csv, write_parquet

KIND = "comparison"
SUMMARY = "summary.json"
#: The tables, as files.
TABLES = ("plans", "limits", "changes", "items")
#: Items of which a document tells each one; more fill a file, not a screen.
MOST_ITEMS = 10_000


def comparison_document(found: Comparison) -> dict[str, Any]:
    """Return totals, limits and changes as records, and the items that differ most."""
    document: dict[str, Any] = finite(
        {
            "yardstick": found.names[0],
            "currency": found.currency,
            "notes": list(found.notes),
            "plans": records(found.plans),
            "limits": records(found.limits),
            "changes": records(found.changes),
            "items_that_differ": len(found.items),
            "items": records(found.items.head(MOST_ITEMS)),
            "version": version("stockposture"),
        }
    )
    return document


def write_comparison(found: Comparison, target: Path) -> None:
    """Write ``plans``, ``limits``, ``changes`` and ``items`` as CSV and Parquet, and ``summary.json``; all or nothing.

    Parameters
    ----------
    found
        What was found.
    target
        Folder to write; replaced if it is a comparison folder we wrote.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    with whole_folder(target, kind=KIND) as folder:
        for name in TABLES:
            write_csv(getattr(found, name), inside(folder, f"{name}.csv"))
            write_parquet(getattr(found, name), inside(folder, f"{name}.parquet"))
        text = json.dumps(comparison_document(found), ensure_ascii=False, indent=2, allow_nan=False)
        inside(folder, SUMMARY).write_text(text + "\n", encoding="utf-8")
