"""One Parquet file, or a folder of them, to a raw table."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from stockposture.io.parquet_folder import read_parquet_folder
from stockposture_models.errors import FileFaultError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.header import mend_header
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row


def read_parquet_table(
    path: Path, table: str, *, source: str, model: type[Row] | None = None
) -> tuple[RawTable | None, list[Finding]]:
    """Read a Parquet file or partitioned folder; columns keep their types.

    Parameters
    ----------
    path
        The file or folder.
    table
        Table it holds.
    source
        Name for findings.
    model
        Row model of the table, if it is none of a case.

    Returns
    -------
    RawTable or None
        ``None`` if it is not Parquet.
    list of Finding
        What was refused or mended. Records count from row 2, as below a header, in each file of a folder.

    Raises
    ------
    FileFaultError
        The system refused.
    """
    model = model or ROW_MODELS[table]
    try:
        whole = read_parquet_folder(path) if path.is_dir() else None
        found = parquet.ParquetFile(path).read() if whole is None else whole.table
    except OSError as error:
        # Arrow reports a damaged file as an OSError too, but without the system's error number.
        if error.errno is not None:
            raise FileFaultError(f"{path} cannot be read: {error.strerror or error}") from error
        return None, [_damaged(source, error)]
    except (pa.ArrowException, ValueError) as error:
        return None, [_damaged(source, error)]
    names, findings = mend_header(found.column_names, model, source)
    if whole is not None:
        findings += whole.missing(model, source)
    if any(finding.is_fault for finding in findings):
        return None, findings
    columns = {
        name: pd.Series(pd.array(column, dtype=pd.ArrowDtype(column.type)))
        for name, column in zip(names, found.columns, strict=True)
    }
    rows = np.arange(2, found.num_rows + 2, dtype=np.int64)
    return RawTable(table, source, columns, rows, parts=() if whole is None else whole.parts), findings


def _damaged(source: str, error: Exception) -> Finding:
    first_line = str(error).split("\n", maxsplit=1)[0]
    remedy = "write it again; CSV is read from .csv files"
    return Finding(Severity.FAULT, f"is not a readable Parquet file: {first_line}", remedy, source)
