"""The problem to solve: candidates, limits and once-only supplier costs of one case."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import Economics, evaluate, yearly_purchases
from stockposture_models.candidates.enumerate import enumerate_candidates
from stockposture_models.candidates.limits import Limits, limits_of
from stockposture_models.candidates.terms import Floats, Ints, ItemTerms, OfferTerms, item_terms, offer_terms
from stockposture_models.tables.case import Case

#: Candidates evaluated at a time; bounds the memory of the theory's intermediate arrays.
CHUNK = 50_000

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Problem:
    """A case as the search sees it.

    Parameters
    ----------
    case, items, offers
        The case and its arrays.
    candidates
        All candidate policies, grouped by item.
    limits
        The limits that bind anything.
    purchases
        (n, 2) what each candidate buys a year from its first and second supplier, currency/yr.
    opening_cost
        (f,) onboarding cost plus annual fee of each supplier that has any, currency/yr.
    opening
        (suppliers,) place of each supplier in ``opening_cost``, -1 for none.
    pair
        (n, 2) pair of item and opening that a candidate's suppliers need, -1 for none; pairs numbered from 0.
    pair_opening
        (pairs,) the opening of each pair.
    """

    case: Case
    items: ItemTerms
    offers: OfferTerms
    candidates: Candidates
    limits: Limits
    purchases: Floats
    opening_cost: Floats
    opening: Ints
    pair: NDArray[np.int64]
    pair_opening: Ints

    @property
    def item_count(self) -> int:
        """Number of items."""
        return len(self.case.items)

    def evaluate(self, rows: Ints, buffer: Floats) -> Economics:
        """Return the economics of candidates ``rows`` (n,) at ``buffer`` (n, k), in chunks."""
        settings = self.case.settings
        parts = [
            evaluate(self.candidates.take(rows[at]), buffer[at], self.items, self.offers, settings)
            for at in _chunks(len(rows))
        ]
        if len(parts) == 1:
            return parts[0]
        names = Economics.__dataclass_fields__
        return Economics(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})

    def warehouse_limit(self, rows: Ints) -> Ints:
        """Return the limit row of each candidate's warehouse, -1 for none."""
        limit = np.append(self.limits.warehouse, -1)
        of_candidates: Ints = limit[self.items.warehouse[self.candidates.item[rows]]]
        return of_candidates

    def supplier_limits(self, rows: Ints) -> NDArray[np.int64]:
        """Return the limit rows of each candidate's suppliers, (n, 2), -1 for none."""
        offers = self.candidates.offers[rows]
        limits = self.limits.supplier[self.offers.supplier[offers]]
        return np.where(offers >= 0, limits, -1)

    def openings(self, rows: Ints) -> NDArray[np.int64]:
        """Return the openings of each candidate's suppliers, (n, 2), -1 for none."""
        offers = self.candidates.offers[rows]
        return np.where(offers >= 0, self.opening[self.offers.supplier[offers]], -1)


def pose(case: Case, *, capital: float | None, space: float | None) -> Problem:
    """Return the problem of a case under a capital cap and a limit on all space."""
    items, offers = item_terms(case), offer_terms(case)
    candidates = enumerate_candidates(case, items, offers)
    opening, opening_cost = openings_of(case)
    count = max(1, len(opening_cost))
    rows = candidates.offers
    needs = np.where(rows >= 0, opening[offers.supplier[rows]], -1)
    key = candidates.item[:, np.newaxis] * count + needs
    pairs, place = np.unique(key[needs >= 0], return_inverse=True)
    pair = np.full(needs.shape, -1, dtype=np.int64)
    pair[needs >= 0] = place
    return Problem(
        case=case,
        items=items,
        offers=offers,
        candidates=candidates,
        limits=limits_of(case, capital, space),
        purchases=yearly_purchases(candidates, items, offers),
        opening_cost=opening_cost,
        opening=opening,
        pair=pair,
        pair_opening=pairs % count,
    )


def openings_of(case: Case) -> tuple[Ints, Floats]:
    """Return the place of each supplier among those that cost something once, -1 for none, and these costs."""
    once = (case.suppliers["onboarding_cost"] + case.suppliers["annual_fee"]).to_numpy(np.float64)
    return np.where(once > 0, np.cumsum(once > 0) - 1, -1).astype(np.int64), once[once > 0]


def _chunks(count: int) -> list[slice]:
    return [slice(start, start + CHUNK) for start in range(0, max(count, 1), CHUNK)]
