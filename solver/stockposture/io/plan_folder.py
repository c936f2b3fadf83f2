"""A plan as a folder: its rows, its summary, and a copy of its case to verify and explain it by."""

from functools import partial
from pathlib import Path

from stockposture.io.atomic import restore, whole_folder
from stockposture.io.case_folder import TableFormat, fill_case_folder
from stockposture.io.plan_parts import plan_of, summary_of
from stockposture.io.plan_table import CSV, plan_table_writers, read_plan_csv
from stockposture.io.side_by_side import side_by_side
from stockposture_models.errors import FileFaultError
from stockposture_models.plan.plan import Plan

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
        summary = summary_of((path / SUMMARY).read_bytes(), SUMMARY)
        items = read_plan_csv(path / CSV)
    except OSError as error:
        raise FileFaultError(f"{path}: {error.strerror or error} -> mend that, or solve again") from error
    return plan_of(items, summary, read_case(path / CASE), str(path / CASE))
