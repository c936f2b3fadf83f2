"""A case written as a folder of tables that reads back as the same case."""

from enum import StrEnum
from pathlib import Path

from stockposture.io.atomic import whole_folder
from stockposture.io.inside import inside
from stockposture.io.settings_toml import settings_toml
from stockposture.io.tables_out import write_csv, write_parquet
from stockposture_models.tables.case import ROW_MODELS, Case

SETTINGS = "settings.toml"


class TableFormat(StrEnum):
    """How the tables of a case are written; also the suffix of their files."""

    CSV = "csv"  #: for people and spreadsheets
    PARQUET = "parquet"  #: for machines: smaller, faster, typed


def write_case(case: Case, target: Path, *, table_format: TableFormat = TableFormat.CSV, replace: bool = True) -> None:
    """Write a case folder, whole or not at all.

    Parameters
    ----------
    case
        The case.
    target
        Folder to write; replaced if it is a case folder we wrote, see :mod:`stockposture.io.atomic`.
    table_format
        Format of the tables.
    replace
        Whether an existing case folder of ours may be replaced.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    with whole_folder(target, kind="case", replace=replace) as folder:
        fill_case_folder(case, folder, table_format=table_format)


def fill_case_folder(case: Case, folder: Path, *, table_format: TableFormat) -> None:
    """Write the tables and ``settings.toml`` into an existing folder.

    Tables without rows are left out: an absent table reads as an empty one.

    Raises
    ------
    OSError
        The system refused.
    """
    write = write_csv if table_format is TableFormat.CSV else write_parquet
    for table in ROW_MODELS:
        frame = getattr(case, table)
        if len(frame):
            write(frame, inside(folder, f"{table}.{table_format.value}"))
    inside(folder, SETTINGS).write_text(settings_toml(case.settings), encoding="utf-8")
