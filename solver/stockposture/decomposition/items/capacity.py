"""No item may buy more of a supplier than the supplier can deliver: the shares that say so before any prices do.

Prices alone would let half a large item be bought where not even a third fits, and the bound would be as much too low:
by a thousandth and more of all costs with a thousand items and fifty suppliers.
"""

from dataclasses import replace

import numpy as np

from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import ItemTerms, OfferTerms
from stockposture_models.tables.days import DAYS_A_YEAR

#: Relative excess over a capacity that is rounding of the sum, not use.
_ROUNDING = 1e-9


def within_capacity(offers: OfferTerms, items: ItemTerms, limits: Limits) -> OfferTerms:
    """Return the offers with shares no larger than their suppliers' capacities, each for one item alone.

    Offers of items that would be left without any whole supplier stay as they are: whether these fit at all is for the
    limits to say, which tell what is short.
    """
    room = np.append((limits.cap + limits.overflow) * (1.0 + _ROUNDING), np.inf)
    bought = DAYS_A_YEAR * items.demand_mean[offers.item] * offers.price
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(bought > 0, room[limits.supplier[offers.supplier]] / bought, np.inf)
    whole = np.bincount(
        offers.item, weights=np.minimum(share, offers.max_share) >= 1.0, minlength=len(items.demand_mean)
    )
    clipped = np.where(whole[offers.item] > 0, np.minimum(offers.max_share, share), offers.max_share)
    return replace(offers, max_share=clipped)
