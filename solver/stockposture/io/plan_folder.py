"""A plan as a folder: its rows, its summary, and a copy of its case to verify and explain it by."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from stockposture.io.atomic import restore, whole_folder
from stockposture.io.case_folder import TableFormat, fill_case_folder
from stockposture.io.plan_table import CSV, plan_table_writers, read_plan_csv
from stockposture.io.side_by_side import side_by_side
from stockposture_models.errors import BadInputError, FileFaultError, VerificationError
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.summary import Summary
from stockposture_models.tables.case import Case

KIND = "plan"
SUMMARY = "summary.json"
CASE = "case"


def write_plan(plan: Plan, target: Path) -> None:
    """Write a plan folder, whole or not at all.

    Parameters
    ----------
    plan
        The plan.
    target
        Folder to write; replaced if it is a plan folder we wrote, see :mod:`stockposture.io.atomic`.

    Raises
    ------
    FileFaultError
        The folder could not be written; the plan that was there is untouched.
    """
    with whole_folder(target, kind=KIND) as folder:
        (folder / SUMMARY).write_text(plan.summary.model_dump_json(indent=2) + "\n", encoding="utf-8")
        (folder / CASE).mkdir()
        case = partial(fill_case_folder, plan.case, folder / CASE, table_format=TableFormat.PARQUET)
        side_by_side([*plan_table_writers(plan.items, folder), case])


def read_plan(path: Path) -> Plan:
    """Read a plan folder.

    Parameters
    ----------
    path
        The folder. Its rows are those of ``plan.csv``.

    Raises
    ------
    FileFaultError
        The folder or a file of it is not there or cannot be read.
    BadInputError
        A file does not hold what it should.
    VerificationError
        The copy of the case is not the case the plan was made for.
    """
    from stockposture.io.read import read_case  # only reading needs the reader of cases

    restore(path)
    if not path.is_dir():
        raise FileFaultError(f"{path}: no such plan folder -> name the folder that solve --out wrote")
    missing = [name for name in (CSV, SUMMARY, CASE) if not (path / name).exists()]
    if missing:
        raise FileFaultError(f"{path}: not a whole plan folder, {', '.join(missing)} is missing -> solve again")
    try:
        summary = _read_summary(path / SUMMARY)
        items = read_plan_csv(path / CSV)
    except OSError as error:
        raise FileFaultError(f"{path}: {error.strerror or error} -> mend that, or solve again") from error
    case = _with_findings(read_case(path / CASE), summary)
    if case.digest != summary.input_digest:
        raise VerificationError(
            [
                (
                    f"input_digest: plan says {summary.input_digest}, recomputed {case.digest} from the"
                    f" tables in {path / CASE}: they were changed after solving -> solve again"
                )
            ]
        )
    return Plan(items=items, summary=summary, case=case)


def _read_summary(path: Path) -> Summary:
    try:
        return Summary.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise BadInputError(
            [
                Finding(
                    Severity.FAULT,
                    fault["msg"],
                    "restore the file from its run, or solve again",
                    file=path.name,
                    column=".".join(map(str, fault["loc"])) or None,
                    value=None if isinstance(fault["input"], Mapping) else str(fault["input"]),
                )
                for fault in error.errors()
            ]
        ) from error


def _with_findings(case: Case, summary: Summary) -> Case:
    """Return the case with what was noticed in its own files, which the copy has mended already."""
    return case.replace(findings=TypeAdapter(tuple[Finding, ...]).validate_python(summary.findings))
