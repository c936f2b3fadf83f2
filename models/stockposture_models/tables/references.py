"""References from table to table: every name used is defined, every name defined is used."""

import numpy as np
import pandas as pd

from stockposture_models.findings import Finding
from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.close import closest_key
from stockposture_models.tables.keys import folded
from stockposture_models.tables.links import Positions
from stockposture_models.tables.noted import positions_of

#: Names compared letter by letter, at most, in search of close matches; beyond, only case is looked past.
MOST_COMPARED = 200_000


def _suggestions(unknown: list[str], known: pd.Series) -> dict[str, str]:
    """Return the nearest known name of each unknown one, as far as can be afforded."""
    if len(unknown) * len(known) <= MOST_COMPARED:
        names = known.tolist()
        return {name: closest_key(name, names) for name in unknown}
    by_fold = pd.Series(known.to_numpy(), index=folded(known))
    by_fold = by_fold[~by_fold.index.duplicated()]
    same = by_fold.reindex(folded(pd.Series(unknown, dtype=known.dtype))).fillna("").tolist()
    return dict(zip(unknown, same, strict=True))


def check_known(
    checked: CheckedTable, column: str, at: Positions, other: CheckedTable | None, other_table: str
) -> list[Finding]:
    """Refuse names that the other table does not define; blank names are left to the column checks.

    Parameters
    ----------
    checked, column
        Where names are used.
    at
        (n,) row of the other table that each name points to, -1 for none.
    other, other_table
        Where they are defined; ``None`` if the case has no such table.
    """
    values = checked.frame[column]
    if not (at < 0).any():
        return []
    wrong = positions_of((at < 0) & (values != "").to_numpy(dtype=bool))
    if not len(wrong):
        return []
    known = values.iloc[:0] if other is None else other.frame[column]
    texts = dict(zip(wrong.tolist(), values.iloc[wrong].tolist(), strict=True))
    nearest = _suggestions(list(dict.fromkeys(texts.values())), known)

    def remedy(position: int) -> str:
        near = nearest[texts[position]]
        hint = f"did you mean {near!r}? else " if near else ""
        return f"{hint}add it to {other_table} or correct the name"

    problem = f"unknown {column}: not in {other_table}"
    if other is None:
        problem += ", which the case does not have"
    return checked.column(column).faults(wrong, problem, remedy)


def _without_user(checked: CheckedTable, column: str, users: Positions) -> Positions:
    """Return the rows that nothing points to; blank names and repeated names aside."""
    used = np.zeros(len(checked.frame), dtype=bool)
    used[users[users >= 0]] = True
    if used.all():
        return np.empty(0, dtype=np.int64)
    values = checked.frame[column]
    return positions_of(~used & (values != "").to_numpy(dtype=bool) & ~values.duplicated().to_numpy())


def check_used(suppliers: CheckedTable, offer_supplier: Positions) -> list[Finding]:
    """Warn of suppliers that no offer names."""
    unused = _without_user(suppliers, "supplier", offer_supplier)
    problem, remedy = "supplier is never used in offers", "remove it, or check its spelling in offers"
    return suppliers.column("supplier").warning(unused, problem, remedy)


def check_offered(items: CheckedTable, offer_item: Positions) -> list[Finding]:
    """Refuse items that nobody offers."""
    without = _without_user(items, "sku", offer_item)
    problem, remedy = "item without an offer", "add a row to offers for it, or remove the item"
    return items.column("sku").faults(without, problem, remedy)
