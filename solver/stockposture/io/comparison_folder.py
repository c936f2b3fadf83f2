"""A comparison as a folder of tables, and as one document for machines."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

from stockposture.comparison.result import Comparison
from stockposture.io.json_document import finite, records
from stockposture.io.result_folder import write_result

KIND = "comparison"
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
    tables = {name: getattr(found, name) for name in TABLES}
    write_result(target, KIND, tables, comparison_document(found))
