"""``plan.csv`` and ``plan.parquet``: the same rows, for people and for machines."""

from pathlib import Path
from typing import Union, get_args, get_origin

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv, parquet

from stockposture.io.safe_text import unguard
from stockposture.io.tables_out import ARROW_TYPES, write_csv, write_parquet
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan.row import PlanRow

CSV = "plan.csv"
PARQUET = "plan.parquet"

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
    frame = pd.DataFrame({name: items[name].astype(kind) for name, kind in plan_types().items()})
    write_csv(frame, folder / CSV)
    write_parquet(frame, folder / PARQUET)


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
        The Parquet file.
    most
        Discrepancies to spell out per column.
    """
    try:
        twin = parquet.read_table(path).to_pandas()
    except pa.ArrowInvalid as error:
        return [f"{path.name} cannot be read: {error}"]
    if list(twin.columns) != list(items.columns) or len(twin) != len(items):
        return [f"{path.name} has other columns or another number of rows than {CSV}"]
    found: list[str] = []
    for name in items.columns:
        ours, theirs = items[name], twin[name]
        differ = np.flatnonzero((ours != theirs) & ~(ours.isna() & theirs.isna()))
        found += [
            f"{items['sku'].iloc[row]}: {name}: {CSV} says {_shown(ours.iloc[row])}, "
            f"{path.name} says {_shown(theirs.iloc[row])}"
            for row in differ[:most]
        ]
        if len(differ) > most:
            found.append(f"{name}: and {len(differ) - most} more such rows")
    return found


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
