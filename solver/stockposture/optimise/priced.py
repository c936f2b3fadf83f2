"""Decisions of whatever origin priced as a plan: nothing is searched for, limits and rules may be broken."""

import numpy as np
from numpy.typing import NDArray

from stockposture.optimise.assemble import Outcome, summarise
from stockposture.optimise.problem import openings_of
from stockposture.optimise.rows import decided_rows
from stockposture.optimise.texts import Texts, column
from stockposture.verify import rules_broken
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import Economics, yearly_purchases
from stockposture_models.candidates.limits import Limits, limits_of
from stockposture_models.candidates.terms import Floats, Ints, ItemTerms, OfferTerms
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case


def priced_plan(
    case: Case,
    items: ItemTerms,
    offers: OfferTerms,
    chosen: Candidates,
    buffer: Floats | Ints,
    economics: Economics,
    reasons: Texts,
    *,
    capital: float | None = None,
    space: float | None = None,
) -> Plan:
    """Return decisions as a plan with the status ``priced``.

    Its lower bound is all demand at its cheapest landed price: no cost the decision can change is negative.

    Parameters
    ----------
    case, items, offers
        The case and its arrays.
    chosen
        One policy an item, in the order of items.
    buffer
        (n,) its buffer, whole units.
    economics
        Figures of what was chosen, (n, 1).
    reasons
        (n,) where each decision comes from, in words.
    capital, space
        Limits to measure it by beside those of the case: a cap, currency, and m3; ``None`` for none.

    Raises
    ------
    VerificationError
        If the rows are no plan of the case.
    """
    rows = decided_rows(case, items, offers, chosen, buffer, economics)
    rows["reason"] = column(reasons)
    limits = limits_of(case, capital, space)
    use = _uses(limits, chosen, items, offers, economics)
    overflow = np.clip(use - limits.cap, 0.0, limits.overflow)
    opening, once = openings_of(case)
    opened = np.zeros(len(once), dtype=np.bool_)
    used = opening[offers.supplier[chosen.offers[chosen.offers >= 0]]]
    opened[used[used >= 0]] = True
    outcome = Outcome(
        limits=limits,
        opening=opening,
        cost=float(economics.relevant.sum() + limits.overflow_cost @ overflow + once[opened].sum()),
        use=use,
        overflow=overflow,
        opened=opened,
        prices=np.zeros(len(limits)),
        bound=0.0,
        is_priced=True,
        rules_broken=rules_broken(rows, case),
    )
    return Plan(rows, summarise(case, rows, outcome, candidates=len(rows), capital=capital, space=space), case)


def _uses(limits: Limits, chosen: Candidates, items: ItemTerms, offers: OfferTerms, economics: Economics) -> Floats:
    """Return (m,) what the decisions use of each limit."""
    use = np.zeros(len(limits))
    space, bought = economics.space[:, 0], yearly_purchases(chosen, items, offers)
    _add(use, np.append(limits.warehouse, -1)[items.warehouse], space)
    for side in (0, 1):
        place = chosen.offers[:, side]
        _add(use, np.where(place >= 0, limits.supplier[offers.supplier[place]], -1), bought[:, side])
    for row, amounts in ((limits.capital, economics.capital), (limits.space, economics.space)):
        if row >= 0:
            use[row] = amounts.sum()
    return use


def _add(use: Floats, limit: NDArray[np.int64], amounts: Floats) -> None:
    """Add amounts to the limits they belong to; -1 is none."""
    there = limit >= 0
    np.add.at(use, limit[there], amounts[there])
