"""A backtest as a folder of tables, and as one document for machines."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from stockposture.backtesting.result import Backtest
from stockposture.io.atomic import whole_folder
from stockposture.io.inside import inside
from stockposture.io.json_document import finite, records
from stockposture.io.tables_out import write_csv, write_parquet

KIND = "backtest"
SUMMARY = "summary.json"


def backtest_document(found: Backtest) -> dict[str, Any]:
    """Return the plan and the rules as records, the days, and what else is worth knowing."""
    document: dict[str, Any] = finite(
        {
            "start": str(found.period.start),
            "end": str(found.period.end),
            "days": found.period.days,
            "capital_cap": found.capital,
            "currency": found.currency,
            "contestants": records(found.contestants),
            **found.facts,
            "version": version("stockposture"),
        }
    )
    return document


def write_backtest(found: Backtest, target: Path) -> None:
    """Write ``contestants`` and ``items`` as CSV and Parquet, and ``summary.json``; whole or not at all.

    Parameters
    ----------
    found
        What was found.
    target
        Folder to write; replaced if it is a backtest folder we wrote.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    with whole_folder(target, kind=KIND) as folder:
        for name in ("contestants", "items"):
            write_csv(getattr(found, name), inside(folder, f"{name}.csv"))
            write_parquet(getattr(found, name), inside(folder, f"{name}.parquet"))
        text = json.dumps(backtest_document(found), ensure_ascii=False, indent=2, allow_nan=False)
        inside(folder, SUMMARY).write_text(text + "\n", encoding="utf-8")
