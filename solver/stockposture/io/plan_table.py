"""``plan.csv`` and ``plan.parquet``: the same rows, for people and for machines.

Of a plan of many rows ``plan.parquet`` is a folder of files, ``part-00000.parquet`` and so on, in the order of the
rows: what reads Parquet reads such a folder as one table, and may read its files side by side.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Union, get_args, get_origin

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv, parquet

from stockposture.io.safe_text import unguard
from stockposture.io.side_by_side import side_by_side
from stockposture.io.tables_out import ARROW_TYPES, ROWS_AT_A_TIME, write_csv, write_parquet
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan.row import PlanRow

CSV = "plan.csv"
PARQUET = "plan.parquet"

#: Most rows of one Parquet file; a plan of more is a folder of such files.
ROWS_A_FILE = 250_000

#: Column type of each storage type.
_DTYPES: Mapping[type, str] = {str: "str", int: "int64", float: "float64"}

_REMEDY = "restore the file from its run, or solve again"


def plan_types() -> dict[str, type]:
    """Return the plan's columns, in order, with their type: ``str``, ``int`` or ``float``."""
    return {name: _plain(field.annotation) for name, field in PlanRow.model_fields.items()}


def optional_columns() -> frozenset[str]:
    """Return the columns that may be empty."""
    return frozenset(name for name, field in PlanRow.model_fields.items() if type(None) in get_args(field.annotation))


def write_plan_table(items: pd.DataFrame, folder: Path) -> None:
    """Write both files into a folder.

    Raises
    ------
    OSError
        The system refused.
    """
    side_by_side(plan_table_writers(items, folder))


def write_plan_rows(items: pd.DataFrame) -> None:
    """Write what ``plan.csv`` would hold to standard output.

    Raises
    ------
    OSError
        The system refused.
    """
    sys.stdout.flush()
    write_csv(items[list(plan_types())], sys.stdout.buffer)
    sys.stdout.flush()


def plan_table_writers(items: pd.DataFrame, folder: Path) -> list[Callable[[], None]]:
    """Return what writes both files into a folder, in pieces that may be done at the same time; longest first.

    Each raises ``OSError`` if the system refuses.
    """
    types = plan_types()
    frame = items[list(types)]
    wrong = [name for name, kind in types.items() if frame[name].dtype != _DTYPES[kind]]
    if wrong:  # a plan as the solver makes it needs no copy
        frame = frame.astype({name: _DTYPES[types[name]] for name in wrong})
    repeated = [name for name, kind in types.items() if kind is str]
    writers: list[Callable[[], None]] = [partial(write_csv, frame, folder / CSV)]
    if len(frame) <= ROWS_A_FILE:
        return [*writers, partial(write_parquet, frame, folder / PARQUET, repeated=repeated)]
    (folder / PARQUET).mkdir()
    for part, start in enumerate(range(0, len(frame), ROWS_A_FILE)):
        rows, path = frame.iloc[start : start + ROWS_A_FILE], folder / PARQUET / f"part-{part:05}.parquet"
        writers.append(partial(write_parquet, rows, path, repeated=repeated))
    return writers


def read_plan_csv(path: Path) -> pd.DataFrame:
    """Read ``plan.csv`` with the types of its row model.

    Raises
    ------
    BadInputError
        Columns are missing or unknown, a cell is not of its column's type, or a required number is absent.
    OSError
        The system refused.
    """
    types = plan_types()
    try:
        table = csv.read_csv(
            path,
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types={name: ARROW_TYPES[kind] for name, kind in types.items()},
                null_values=[""],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise _bad(path, str(error)) from error
    _require_columns(path, list(table.column_names))
    frame: pd.DataFrame = table.select(list(types)).to_pandas()
    findings: list[Finding] = []
    for name, kind in types.items():
        if kind is str:
            frame[name] = unguard(frame[name].astype("str"))
        elif name not in optional_columns():
            findings += _absent(path, frame[name])
    if findings:
        raise BadInputError(findings)
    return frame


def parquet_discrepancies(items: pd.DataFrame, path: Path, *, most: int = 20) -> list[str]:
    """Return where ``plan.parquet`` says something else than ``plan.csv``; empty if they agree.

    Parameters
    ----------
    items
        What was read from ``plan.csv``.
    path
        The Parquet file, or the folder of them.
    most
        Discrepancies to spell out per column.
    """
    other = f"{path.name} has other columns or another number of rows than {CSV}"
    told: dict[str, list[str]] = {str(name): [] for name in items.columns}
    untold = dict.fromkeys(told, 0)
    start = 0
    try:
        for twin in _parquet_pieces(path):
            ours = items.iloc[start : start + len(twin)]
            if list(twin.columns) != list(items.columns) or len(ours) != len(twin):
                return [other]
            for name, lines in told.items():
                theirs, mine = twin[name].array, ours[name].array
                same = (mine == theirs) | (pd.isna(mine) & pd.isna(theirs))
                rows = np.flatnonzero(~np.asarray(same, dtype=np.bool_))
                spelt = rows[: most - len(lines)]
                untold[name] += len(rows) - len(spelt)
                lines += [
                    f"{ours['sku'].iloc[row]}: {name}: {CSV} says {_shown(mine[row])}, "
                    f"{path.name} says {_shown(theirs[row])}"
                    for row in spelt
                ]
            start += len(twin)
    except pa.ArrowInvalid as error:
        return [f"{path.name} cannot be read: {error}"]
    if start != len(items):
        return [other]
    found: list[str] = []
    for name, lines in told.items():
        found += lines
        if untold[name]:
            found.append(f"{name}: and {untold[name]} more such rows")
    return found


def _parquet_pieces(path: Path) -> Iterator[pd.DataFrame]:
    """Yield the rows of the file, or of the folder's files one after the other, some at a time."""
    for file in sorted(path.glob("*.parquet")) if path.is_dir() else [path]:
        for batch in parquet.ParquetFile(file).iter_batches(batch_size=ROWS_AT_A_TIME):
            yield batch.to_pandas()


def _plain(annotation: object) -> type:
    """Return the storage type of a field: ``float | None`` is a float, an enum of words is text."""
    kind = annotation
    if get_origin(annotation) is Union or type(annotation).__name__ == "UnionType":
        kind = next(part for part in get_args(annotation) if part is not type(None))
    for plain in (str, int, float):
        if isinstance(kind, type) and issubclass(kind, plain):
            return plain
    raise TypeError(f"a plan has no column type for {annotation}")


def _require_columns(path: Path, names: list[str]) -> None:
    expected = list(plan_types())
    missing = [name for name in expected if name not in names]
    unknown = [name for name in names if name not in expected]
    if missing:
        raise _bad(path, f"columns are missing: {', '.join(missing)}")
    if unknown or len(names) != len(expected):
        raise _bad(path, f"columns are unknown or doubled: {', '.join(unknown or names)}")


def _shown(value: object) -> str:
    return repr(value.item() if isinstance(value, np.generic) else value)


def _absent(path: Path, values: pd.Series) -> list[Finding]:
    return [
        Finding(
            Severity.FAULT,
            "a number is needed",
            _REMEDY,
            file=path.name,
            row=int(row) + 2,
            column=str(values.name),
            value=str(values.iloc[row]),
        )
        for row in np.flatnonzero(~np.isfinite(values.to_numpy(dtype=np.float64)))[:20]
    ]


def _bad(path: Path, problem: str) -> BadInputError:
    return BadInputError([Finding(Severity.FAULT, problem, _REMEDY, file=path.name)])
