"""A backtest as a folder of tables, and as one document for machines."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

from stockposture.backtesting.result import Backtest
from stockposture.io.json_document import finite, records
from stockposture.io.result_folder import write_result

KIND = "backtest"


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
    tables = {"contestants": found.contestants, "items": found.items}
    write_result(target, KIND, tables, backtest_document(found))
