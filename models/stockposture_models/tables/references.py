"""References from table to table: every name used is defined, every name defined is used."""

import numpy as np
import pandas as pd

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.close import closest
from stockposture_models.tables.found import found
from stockposture_models.tables.keys import folded
from stockposture_models.tables.noted import faults, positions_of, summed

#: Names compared letter by letter, at most, in search of close matches; beyond, only case is looked past.
MOST_COMPARED = 200_000


def _suggestions(unknown: list[str], known: pd.Series) -> dict[str, str]:
    """Return the nearest known name of each unknown one, as far as can be afforded."""
    nearest = {}
    if len(unknown) * len(known) <= MOST_COMPARED:
        names = known.tolist()
        nearest = {name: closest(name, names) for name in unknown}
    else:
        by_fold = pd.Series(known.to_numpy(), index=folded(known))
        by_fold = by_fold[~by_fold.index.duplicated()]
        same = by_fold.reindex(folded(pd.Series(unknown, dtype=known.dtype))).fillna("").tolist()
        nearest = dict(zip(unknown, same, strict=True))
    return nearest


def check_known(
    checked: CheckedTable, column: str, other: CheckedTable | None, other_key: str, other_table: str
) -> list[Finding]:
    """Refuse names that the other table does not define; blank names are fine where the column allows them.

    Parameters
    ----------
    checked, column
        Where names are used.
    other, other_key, other_table
        Where they are defined; ``None`` if the case has no such table.
    """
    values = checked.frame[column]
    known = pd.Series([], dtype=values.dtype) if other is None else other.frame[other_key]
    wrong = positions_of((~values.isin(known) & (values != "")).to_numpy(dtype=bool))
    if not len(wrong):
        return []
    nearest = _suggestions(list(dict.fromkeys(values.iloc[wrong].tolist())), known)
    texts = values.tolist() if len(wrong) > len(values) // 10 else None

    def remedy(position: int) -> str:
        near = nearest[texts[position] if texts else values.iloc[position]]
        hint = f"did you mean {near!r}? else " if near else ""
        return f"{hint}add it to {other_table} or correct the name"

    problem = f"unknown {other_key}: not in {other_table}"
    if other is None:
        problem += ", which the case does not have"
    return faults(checked.raw, column, found(values), wrong, problem, remedy)


def check_used(
    checked: CheckedTable, column: str, users: CheckedTable, users_column: str
) -> list[Finding]:
    """Warn of suppliers that no offer names."""
    values = checked.frame[column]
    unused = ~values.isin(users.frame[users_column].unique()) & (values != "")
    remedy = f"remove it, or check the spelling of {users_column} in {users.raw.table}"
    problem = f"{column} is never used in {users.raw.table}"
    cells = found(values)
    return summed(
        checked.raw,
        Severity.WARNING,
        column,
        cells,
        positions_of(unused.to_numpy(dtype=bool)),
        problem,
        remedy,
    )


def check_offered(items: CheckedTable, offers: CheckedTable) -> list[Finding]:
    """Refuse items that nobody offers."""
    values = items.frame["sku"]
    without = ~values.isin(offers.frame["sku"]) & (values != "")
    problem, remedy = "item without an offer", "add a row to offers for it, or remove the item"
    at = positions_of(without.to_numpy(dtype=bool))
    return faults(items.raw, "sku", found(values), at, problem, remedy)


def lookup(keys: pd.Series, into: pd.DataFrame, key: str, column: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return a number from another table for each key; ``nan`` where the key is not there or not unique."""
    once = into.drop_duplicates(key)
    position = pd.Index(once[key]).get_indexer(keys)
    numbers = once[column].to_numpy(dtype=np.float64)
    if not len(numbers):
        return np.full(len(keys), np.nan)
    return np.where(position >= 0, numbers[position], np.nan)


