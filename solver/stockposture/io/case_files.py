"""Which files of a folder hold which table."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from stockposture_models.errors import FileFaultError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.close import closest

SETTINGS = "settings.toml"
TEXT, PARQUET = ".csv", ".parquet"


@dataclass(frozen=True)
class CaseFiles:
    """Files of a case folder.

    Parameters
    ----------
    tables
        Table to its file, or its partitioned folder.
    settings
        ``settings.toml``, if there is one.
    findings
        A table found twice; a file whose name is nearly a table's.
    """

    tables: dict[str, Path]
    settings: Path | None
    findings: list[Finding]


def _holds_parquet(path: Path) -> bool:
    return path.is_dir() and next(path.rglob("*.parquet"), None) is not None


def _refuse_plan(folder: Path, entries: list[Path]) -> None:
    if {"plan.csv", "summary.json"} <= {entry.name for entry in entries}:
        raise FileFaultError(f"{folder} is a plan, not a case: the case it was made for is {folder / 'case'}")


def find_case_files(folder: Path, tables: Collection[str] = ROW_MODELS) -> CaseFiles:
    """Find the tables of a folder.

    Parameters
    ----------
    folder
        The folder.
    tables
        Names of the tables to look for: those of a case, or of a history.

    Raises
    ------
    FileFaultError
        The folder is not there, cannot be listed or is a plan.
    """
    try:
        entries = sorted(folder.iterdir())
    except FileNotFoundError as error:
        raise FileFaultError(f"{folder} is not there: give a folder of tables or an .xlsx file") from error
    except OSError as error:
        raise FileFaultError(f"{folder} cannot be read: {error.strerror or error}") from error
    _refuse_plan(folder, entries)
    by_table: dict[str, list[Path]] = {table: [] for table in tables}
    settings = None
    findings = []
    for entry in entries:
        stem, suffix = entry.stem.lower(), entry.suffix.lower()
        if entry.name.lower() == SETTINGS:
            settings = entry
        elif stem in by_table and (suffix in (TEXT, PARQUET) or (not suffix and _holds_parquet(entry))):
            by_table[stem].append(entry)
        elif suffix in (TEXT, PARQUET, ".toml"):
            known = ["settings"] if suffix == ".toml" else [table for table, held in by_table.items() if not held]
            near = closest(stem, known, 0.8)
            if near:
                remedy = f"did you mean {near}{suffix}? rename or remove it"
                problem = "file is not a table that is looked for, ignored"
                findings.append(Finding(Severity.WARNING, problem, remedy, entry.name))
    for table, held in by_table.items():
        if len(held) > 1:
            names = " and ".join(file.name for file in held)
            problem = f"table {table} stands in {names}"
            findings.append(Finding(Severity.FAULT, problem, "keep one of them", held[0].name))
    return CaseFiles({table: held[0] for table, held in by_table.items() if held}, settings, findings)
