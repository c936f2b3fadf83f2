"""Keys within one table: unique, and no two that people would read as one."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.found import found
from stockposture_models.tables.links import Positions, positions_in
from stockposture_models.tables.noted import about_table, positions_of
from stockposture_models.tables.row import Row


def row_codes(parts: Sequence[Positions]) -> Positions:
    """Return a number per row, equal where all the parts of its key are equal."""
    total = parts[0]
    for part in parts[1:]:
        total = total * (int(part.max(initial=0)) + 1) + part
    return total


def first_rows(codes: Positions) -> Positions:
    """Return the first row with the same code, for each row."""
    # The sort that is quick where most is in order.
    if (np.diff(np.sort(codes, kind="stable")) > 0).all():
        return np.arange(len(codes), dtype=np.int64)
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    rows: Positions = first[inverse].astype(np.int64)
    return rows


def first_with_same_key(frame: pd.DataFrame, key: Sequence[str]) -> Positions:
    """Return the first row with the same key, for each row."""
    parts = [positions_in(frame[name], frame[name]) for name in key]
    return parts[0] if len(parts) == 1 else first_rows(row_codes(parts))


def check_unique(checked: CheckedTable, model: type[Row], first: Positions | None = None) -> list[Finding]:
    """Refuse a key that stands in two rows; the finding is on the later row and names the first.

    Parameters
    ----------
    checked, model
        The table.
    first
        (n,) first row with the same key, if known already.
    """
    frame, raw = checked.frame, checked.raw
    if first is None:
        first = first_with_same_key(frame, model.key)
    repeated = first != np.arange(len(first))
    if not repeated.any():
        return []
    for name in model.key:
        repeated = repeated & (frame[name] != "").to_numpy(dtype=bool)
    one = "same offer twice" if len(model.key) > 1 else f"{model.key[0]} stands twice"
    findings = []
    for position in positions_of(repeated).tolist():
        value = ", ".join(str(frame[name].iloc[position]) for name in model.key)
        here, there = int(raw.rows[position]), int(raw.rows[first[position]])
        problem = f"{one}: in row {raw.named(there)} and in row {raw.named(here)}"
        remedy = "keep one of the two rows"
        column = model.key[0]
        findings.append(about_table(raw, Severity.FAULT, problem, remedy, row=here, column=column, value=value))
    return findings


def folded(values: pd.Series) -> pd.Series:
    """Return keys without what the eye does not see: case and Unicode form."""
    array = found(values).array
    if not pc.all(pc.string_is_ascii(array)).as_py():
        array = pc.utf8_normalize(array, form="NFKC")
    series: pd.Series = pc.utf8_lower(array).to_pandas()
    return series


def check_lookalikes(checked: CheckedTable, column: str, first: Positions | None = None) -> list[Finding]:
    """Warn of keys that differ only in case or Unicode form; one finding a group.

    Parameters
    ----------
    checked, column
        The table and its key.
    first
        (n,) first row with the same key, if known already.
    """
    raw = checked.raw
    keys = checked.frame[column]
    if not len(keys):
        return []
    if first is None:
        first = positions_in(keys, keys)
    same = folded(keys)
    if np.array_equal(positions_in(same, same), first):
        return []
    distinct = pd.DataFrame({"key": keys, "same": same, "row": raw.rows})[first == np.arange(len(first))]
    groups = distinct[distinct["same"].duplicated(keep=False) & (distinct["same"] != "")]
    findings = []
    for _, group in groups.groupby("same", sort=False):
        listed = ", ".join(
            f"{key!r} (row {raw.named(int(row))})" for key, row in zip(group["key"], group["row"], strict=True)
        )
        problem = f"keys differ only in case or Unicode form: {listed}"
        remedy = "kept as different; if they are one, merge the rows under one spelling"
        last = group.iloc[-1]
        findings.append(
            about_table(
                raw,
                Severity.WARNING,
                problem,
                remedy,
                row=int(last["row"]),
                column=column,
                value=str(last["key"]),
            )
        )
    return findings
