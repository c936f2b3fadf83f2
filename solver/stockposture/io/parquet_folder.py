"""A folder of Parquet files read as one table, in the order of their names."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import dataset

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.row import Row


@dataclass(frozen=True)
class ParquetFolder:
    """The files of a folder, their rows one after the other.

    Parameters
    ----------
    table
        All rows. Columns that the folder keeps in the names of its subfolders (``warehouse=W1``) are text.
    parts
        As in :class:`~stockposture_models.tables.raw.RawTable`.
    columns
        The columns of each file, those of its subfolders included.
    """

    table: pa.Table
    parts: tuple[tuple[int, str], ...]
    columns: tuple[frozenset[str], ...]

    def missing(self, model: type[Row], source: str) -> list[Finding]:
        """Return a fault for each file without a column that its table requires and other files have."""
        required = [name for name, field in model.model_fields.items() if field.is_required()]
        return [
            Finding(
                Severity.FAULT,
                f"has no column {name}, which other files of the folder have",
                "write it again with the columns of the others",
                f"{source}/{part}",
                column=name,
            )
            for (_, part), columns in zip(self.parts, self.columns, strict=True)
            for name in required
            if name in self.table.column_names and name not in columns
        ]


def read_parquet_folder(folder: Path) -> ParquetFolder:
    """Read all files of a folder and its subfolders; a column that a file lacks is blank in its rows.

    Raises
    ------
    pyarrow.ArrowException, ValueError
        A file is not Parquet, or files hold a column in types that do not go together.
    OSError
        The system refused, or a file is damaged.
    """
    partitions = _partition_names(folder)
    keys = pa.schema([(name, pa.string()) for name in partitions])  # text: a warehouse 007 must not become 7
    partitioning = dataset.partitioning(keys, flavor="hive")
    found = dataset.dataset(folder, format="parquet", partitioning=partitioning)
    files = list(found.get_fragments())
    own = [[field for field in file.physical_schema if field.name not in partitions] for file in files]
    schema = pa.unify_schemas([*(pa.schema(fields) for fields in own), keys], promote_options="permissive")
    # Every file's columns count, not only those of the first.
    table = dataset.dataset(folder, schema, format="parquet", partitioning=partitioning).to_table()
    names = [Path(file.path).relative_to(folder).as_posix() for file in files]
    return ParquetFolder(
        table,
        tuple(zip(_firsts(file.count_rows() for file in files), names, strict=True)),
        tuple(frozenset([*(field.name for field in fields), *partitions]) for fields in own),
    )


def _firsts(counts: Iterable[int]) -> list[int]:
    """Return the number of each file's first record; 2 is the first of all, as below a header."""
    firsts, first = [], 2
    for count in counts:
        firsts.append(first)
        first += count
    return firsts


def _partition_names(folder: Path) -> list[str]:
    """Return the columns that a partitioned folder keeps in the names of its subfolders."""
    names: dict[str, None] = {}
    for file in sorted(folder.rglob("*.parquet")):
        for part in file.relative_to(folder).parts[:-1]:
            name, equals, _ = part.partition("=")
            if equals:
                names[name] = None
    return list(names)
