"""Keys within one table: unique, and no two that people would read as one."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.found import found
from stockposture_models.tables.noted import about_table, positions_of
from stockposture_models.tables.row import Row

Codes = NDArray[np.int64]


def codes_of(values: pd.Series) -> tuple[Codes, pd.Index]:
    """Return a number per value, equal for equal text, and the distinct values."""
    codes, distinct = pd.factorize(values)
    return codes.astype(np.int64), pd.Index(distinct)


def pair_codes(frame: pd.DataFrame, names: tuple[str, ...]) -> Codes:
    """Return a number per row, equal where all the named columns are equal."""
    total, _ = codes_of(frame[names[0]])
    for name in names[1:]:
        codes, distinct = codes_of(frame[name])
        total = total * max(len(distinct), 1) + codes
    return total


def check_unique(checked: CheckedTable, model: type[Row]) -> list[Finding]:
    """Refuse a key that stands in two rows; the finding is on the later row and names the first."""
    frame, raw = checked.frame, checked.raw
    codes = pair_codes(frame, model.key)
    repeated = pd.Series(codes).duplicated().to_numpy()
    for name in model.key:
        repeated = repeated & (frame[name] != "").to_numpy(dtype=bool)
    at = positions_of(repeated)
    if not len(at):
        return []
    first = pd.Series(np.arange(len(codes))).groupby(codes).transform("first").to_numpy()
    one = "same offer twice" if len(model.key) > 1 else f"{model.key[0]} stands twice"
    findings = []
    for position in at.tolist():
        value = ", ".join(str(frame[name].iloc[position]) for name in model.key)
        here, there = int(raw.rows[position]), int(raw.rows[first[position]])
        problem = f"{one}: in row {there} and in row {here}"
        remedy = "keep one of the two rows"
        column = model.key[0]
        findings.append(about_table(raw, Severity.FAULT, problem, remedy, row=here, column=column, value=value))
    return findings


def folded(values: pd.Series) -> pd.Series:
    """Return keys without what the eye does not see: case and Unicode form."""
    array = found(values).array
    plain = pc.utf8_lower(pc.utf8_normalize(array, form="NFKC"))
    series: pd.Series = plain.to_pandas()
    return series


def check_lookalikes(checked: CheckedTable, column: str) -> list[Finding]:
    """Warn of keys that differ only in case or Unicode form; one finding a group."""
    raw = checked.raw
    keys = checked.frame[column]
    if not len(keys):
        return []
    first = ~keys.duplicated().to_numpy()
    same = folded(keys)
    if pc.count_distinct(pa.array(same[first])).as_py() == int(first.sum()):
        return []
    distinct = pd.DataFrame({"key": keys, "same": same, "row": raw.rows})[first]
    groups = distinct[distinct["same"].duplicated(keep=False) & (distinct["same"] != "")]
    findings = []
    for _, group in groups.groupby("same", sort=False):
        listed = ", ".join(f"{key!r} (row {row})" for key, row in zip(group["key"], group["row"], strict=True))
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
