"""Items the screen does not know: without demand, or without any policy that keeps all rules as it stands."""

import numpy as np

from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.enumerate import enumerate_candidates
from stockposture_models.candidates.splits import Splits
from stockposture_models.candidates.terms import Ints, ItemTerms, OfferTerms, item_terms, offer_terms
from stockposture_models.tables.case import Case


def unusual_candidates(case: Case, offers: OfferTerms, splits: Splits, rows: Ints) -> Candidates:
    """Return every candidate of the given items, their splits after those of the screen.

    Parameters
    ----------
    case, offers
        The partition's.
    splits
        The screen's splits of all items.
    rows
        (k,) items, ascending.

    Raises
    ------
    BadInputError
        Items that no candidate fits; see :func:`~stockposture_models.candidates.enumerate.enumerate_candidates`.
    """
    if len(rows) == 0:
        none = np.empty(0, dtype=np.int64)
        return Candidates(splits, none, none.astype(np.int8), none.astype(np.float64), none, none)
    part = case.rows(rows)
    terms: tuple[ItemTerms, OfferTerms] = item_terms(part), offer_terms(part)
    found = enumerate_candidates(part, *terms)
    own = found.splits
    moved = offers.first[rows] - terms[1].first
    more = Splits(
        rows[own.item],
        np.where(own.offers >= 0, own.offers + moved[own.item][:, np.newaxis], -1),
        own.shares,
        own.label,
    )
    joined = Splits(
        *(
            np.concatenate([getattr(splits, name), getattr(more, name)])
            for name in ("item", "offers", "shares", "label")
        )
    )
    return Candidates(joined, found.split + len(splits), found.posture, found.interval, found.lower, found.upper)
