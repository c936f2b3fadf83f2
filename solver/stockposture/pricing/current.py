"""What is done today, checked against the case: every fault of the spreadsheet at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stockposture.pricing.current_row import CurrentRow
from stockposture.pricing.faults import across_faults
from stockposture.pricing.places import Places, places_of
from stockposture.pricing.prepare import prepared
from stockposture.pricing.shares import shares_of
from stockposture_models.candidates.terms import POSTURES, Floats, Ints
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding
from stockposture_models.tables.case import Case
from stockposture_models.tables.check_case import in_order
from stockposture_models.tables.check_table import CheckedTable, check_table
from stockposture_models.tables.noted import positions_of
from stockposture_models.tables.raw import RawTable


@dataclass(frozen=True)
class Current:
    """What is done today, in the order of the case's items; ``n`` items.

    Parameters
    ----------
    source
        File as the user named it.
    row
        (n,) row of the file that decides the item, as an editor counts.
    posture
        (n,) number in :data:`~stockposture_models.candidates.terms.POSTURES`.
    buffer
        (n,) whole units.
    offers, shares
        (n, 2) rows of the offers used, in ascending order, -1 where there is no second; their parts of every order.
    interval
        (n,) days between orders; nan where none was given.
    findings
        What was mended or noticed.
    """

    source: str
    row: Ints
    posture: Ints
    buffer: Ints
    offers: Ints
    shares: Floats
    interval: Floats
    findings: tuple[Finding, ...]


def check_current(raw: RawTable, case: Case, *, decimal: str = ".", findings: Sequence[Finding] = ()) -> Current:
    """Check a spreadsheet of today's decisions.

    Parameters
    ----------
    raw
        The table as found.
    case
        What it is of.
    decimal
        Decimal mark of numbers given as text.
    findings
        What was noticed while reading; kept, and raised with the rest.

    Raises
    ------
    BadInputError
        With every fault: unknown columns, cells that are no numbers, items or suppliers that are not in the case,
        suppliers that do not offer the item, shares that do not add up, more than two suppliers, rows of one item that
        disagree, items of the case without a row.
    """
    ready, noticed = prepared(raw)
    checked, more = check_table(ready, CurrentRow, decimal)
    findings = [*findings, *noticed, *more]
    places = places_of(checked, case)
    findings += across_faults(checked, places, case, findings)
    shares, more = shares_of(checked, places)
    findings += more
    if any(finding.is_fault for finding in findings):
        raise BadInputError(in_order(findings))
    return _joined(checked, places, shares, case, findings)


def _joined(checked: CheckedTable, places: Places, shares: Floats, case: Case, findings: list[Finding]) -> Current:
    frame, raw = checked.frame, checked.raw
    used = positions_of(shares > 0)
    # By item, then by offer: the order in which a plan of ours names its suppliers.
    order = used[np.lexsort((places.offer[used], places.item[used]))]
    owner = places.item[order]
    first = np.searchsorted(owner, np.arange(len(case.items)))
    has_second = np.searchsorted(owner, np.arange(len(case.items)), side="right") - first > 1
    second = np.minimum(first + 1, len(order) - 1)
    offers = np.stack([places.offer[order[first]], np.where(has_second, places.offer[order[second]], -1)], axis=1)
    of_first = np.where(has_second, shares[order[first]].round(9), 1.0)
    of_all = np.stack([of_first, np.where(has_second, (1.0 - of_first).round(9), 0.0)], axis=1)
    mean = case.items["demand_mean"].to_numpy(dtype=np.float64)
    units = _of_item(frame["buffer"], places, len(mean))
    days = _of_item(frame["buffer_days"], places, len(mean))
    wanted = np.where(np.isnan(units), days * mean, units)
    buffer = np.rint(wanted).astype(np.int64)
    head = places.first_row(len(mean))
    column = checked.column("buffer" if "buffer" in raw.columns else "buffer_days")
    broken = head[np.isfinite(units) & (buffer != wanted)]
    findings += column.repair(np.sort(broken), "rounded to whole units")
    names = pd.Series(frame["posture"].to_numpy()[head])
    known = [posture.value for posture in POSTURES]
    given = np.array([known.index(name) if name in known else -1 for name in names.unique()], dtype=np.int64)
    posture = given[pd.factorize(names)[0]]
    blank = posture < 0
    posture = np.where(blank, _leanest(buffer, mean, case), posture)
    if "posture" in raw.columns:
        problem = "posture is blank: the leanest whose band holds the buffer is taken"
        findings += checked.column("posture").warning(np.sort(head[blank]), problem, "name it if it is another")
    return Current(
        source=raw.source,
        row=raw.rows[head],
        posture=posture,
        buffer=buffer,
        offers=offers,
        shares=of_all,
        interval=_of_item(frame["order_interval_days"], places, len(mean)),
        findings=tuple(in_order(findings)),
    )


def _of_item(column: pd.Series, places: Places, count: int) -> Floats:
    """Return (n,) the value that an item's rows give, nan where none does; they agree."""
    values = column.to_numpy(dtype=np.float64)
    there = ~np.isnan(values)
    found = np.full(count, np.nan)
    found[places.item[there]] = values[there]
    return found


def _leanest(buffer: Ints, mean: Floats, case: Case) -> Ints:
    """Return (n,) the leanest posture the item may have whose band reaches as far as the buffer.

    Where none does, the one of them that reaches furthest; without demand, where bands are empty, the leanest.
    """
    words = case.items["allowed_postures"]
    may = np.stack([words.str.contains(name.value, regex=False).to_numpy(np.bool_) for name in POSTURES])
    # A buffer of whole units may lie half a unit above the band's end.
    ends = np.array([case.settings.postures.of(name).buffer_days[1] for name in POSTURES])
    holds = (buffer <= np.floor(ends[:, np.newaxis] * mean + 0.5)) | (mean == 0)
    furthest = len(POSTURES) - 1 - may[::-1].argmax(axis=0)
    found: Ints = np.where((may & holds).any(axis=0), (may & holds).argmax(axis=0), furthest).astype(np.int64)
    return found
