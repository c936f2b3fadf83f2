"""A frontier as a folder of tables, and as one document for machines."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from stockposture.frontiers.changes import CHANGES, STEPS
from stockposture.frontiers.result import Frontier
from stockposture.frontiers.tables import LIMITS, POINTS, SHORTFALLS
from stockposture.io.atomic import restore
from stockposture.io.json_document import finite, records
from stockposture.io.result_folder import SUMMARY, write_result
from stockposture_models.errors import BadInputError, FileFaultError
from stockposture_models.findings import Finding, Severity

KIND = "frontier"
#: The tables, with their columns.
TABLES = {"points": tuple(POINTS), "steps": STEPS, "changes": CHANGES, "limits": LIMITS, "shortfalls": SHORTFALLS}
#: Changes of which a document tells each one; more fill a file, not a screen.
MOST_CHANGES = 10_000


def frontier_document(found: Frontier) -> dict[str, Any]:
    """Return what ``--json`` prints: all tables as records, of the changes those of the first steps if there are many.

    ``changes_in_all`` says how many there are; the file ``changes`` of :func:`write_frontier` has all of them.
    """
    document: dict[str, Any] = finite(
        {
            **_facts(found),
            "changes_in_all": len(found.changes),
            **{name: records(getattr(found, name).head(_most(name))) for name in TABLES},
        }
    )
    return document


def _most(table: str) -> int | None:
    return MOST_CHANGES if table == "changes" else None


def _facts(found: Frontier) -> dict[str, Any]:
    return {
        "swept": list(found.swept),
        "items": found.items,
        "currency": found.currency,
        **found.facts,
        "version": version("stockposture"),
    }


def write_frontier(found: Frontier, target: Path) -> None:
    """Write the tables as CSV and Parquet, and ``summary.json``; whole or not at all.

    Parameters
    ----------
    found
        The frontier.
    target
        Folder to write; replaced if it is a frontier folder we wrote.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    write_result(target, KIND, {name: getattr(found, name) for name in TABLES}, _facts(found))


def read_frontier(path: Path) -> Frontier:
    """Read a frontier folder.

    Parameters
    ----------
    path
        The folder; its tables are those of the Parquet files.

    Raises
    ------
    FileFaultError
        The folder or a file of it is not there or cannot be read.
    BadInputError
        A file does not hold what it should.
    """
    restore(path)
    if not path.is_dir():
        raise FileFaultError(f"{path}: no such frontier folder -> name the folder that frontier --out wrote")
    names = [f"{name}.parquet" for name in TABLES]
    missing = [name for name in (SUMMARY, *names) if not (path / name).exists()]
    if missing:
        raise FileFaultError(
            f"{path}: not a whole frontier folder, {', '.join(missing)} is missing -> run frontier again"
        )
    findings: list[Finding] = []
    tables: dict[str, Any] = {}
    for name, columns in TABLES.items():
        tables[name] = _read_table(path / f"{name}.parquet", columns, findings)
    facts = _read_facts(path / SUMMARY, findings)
    if findings:
        raise BadInputError(findings)
    named = {name: facts.pop(name) for name in ("items", "currency")}
    return Frontier(swept=tuple(facts.pop("swept")), facts=facts, **named, **tables)


def _read_table(path: Path, columns: tuple[str, ...], findings: list[Finding]) -> pd.DataFrame:
    try:
        table = parquet.ParquetFile(path).read()
    except (OSError, pa.ArrowException) as error:
        findings.append(_fault(path, f"is not a readable Parquet file: {str(error).splitlines()[0]}"))
        return pd.DataFrame()
    absent = [name for name in columns if name not in table.column_names]
    if absent:
        findings.append(_fault(path, f"has no column {', '.join(absent)}"))
        return pd.DataFrame()
    frame: pd.DataFrame = table.to_pandas()
    counts = {name: kind for name, kind in POINTS.items() if kind == "Int64" and name in frame}
    return frame.astype(counts)


def _read_facts(path: Path, findings: list[Finding]) -> dict[str, Any]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        findings.append(_fault(path, f"is not a readable JSON file: {error}"))
        return {}
    is_whole = (
        isinstance(facts, dict)
        and isinstance(facts.get("items"), int)
        and isinstance(facts.get("currency"), str)
        and facts.get("swept") in (["capital"], ["space"], ["capital", "space"])
    )
    if not is_whole:
        findings.append(_fault(path, "does not say which limits, how many items and which currency it is about"))
        return {}
    return {name: value for name, value in facts.items() if name != "version"}


def _fault(path: Path, problem: str) -> Finding:
    return Finding(Severity.FAULT, problem, "restore the file from its run, or run frontier again", file=path.name)
