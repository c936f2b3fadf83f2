"""What a rule of thumb may choose from: one supplier an item, and for each posture its usual order interval."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import policies_of
from stockposture_models.candidates.enumerate import enumerate_candidates
from stockposture_models.candidates.terms import POSTURES, Floats, ItemTerms, OfferTerms, item_terms, offer_terms
from stockposture_models.tables.case import Case
from stockposture_models.theory.policies import Policies

#: Postures to take instead, leanest first, where an item's own rules forbid the one that was wanted.
_INSTEAD = {0: (0, 1, 2), 1: (1, 2, 0), 2: (2, 1, 0)}


class Buys(StrEnum):
    """Where rules of thumb buy: they are about stock, not about suppliers."""

    INCUMBENT = "incumbent"  #: from whoever supplies the item today
    CHEAPEST = "cheapest"  #: at the lowest price with freight, whatever the lead time


@dataclass(frozen=True)
class Situation:
    """An item's usual supplier, and what each posture would mean there; ``n`` items.

    Parameters
    ----------
    case, items, offers
        The case and its arrays.
    candidates
        Those a rule may choose from.
    row
        (n, 3) candidate of each posture; where it is forbidden, that of the nearest one allowed.
    policies
        (3,) physics of the candidates of each posture, one an item.
    """

    case: Case
    items: ItemTerms
    offers: OfferTerms
    candidates: Candidates
    row: NDArray[np.int64]
    policies: tuple[Policies, ...]

    def band_days(self, posture: int) -> tuple[float, float]:
        """Return the least and the largest buffer of a posture, days of supply."""
        least, largest = self.case.settings.postures.of(POSTURES[posture]).buffer_days
        return least, largest


def situation_of(case: Case, *, buys: Buys = Buys.INCUMBENT) -> Situation:
    """Return what a rule of thumb may choose from.

    The *usual supplier* is the incumbent, else (or if ``buys`` says so) the one of the lowest landed price; two share
    an item only where no single one may have all of it, the usual one as much as it may. The *usual interval* of a
    posture is that of its intervals closest, in ratio, to the days an economic order quantity lasts,
    sqrt(2 K / (h v mu)).

    Raises
    ------
    BadInputError
        If an item is left without any policy by its own rules.
    """
    items, offers = item_terms(case), offer_terms(case)
    alone = bool((offers.max_share >= 1.0).all())
    narrowed = case.settings.model_copy(update={"split_grid": ()}) if alone else case.settings
    candidates = enumerate_candidates(case.replace(settings=narrowed, digest=""), items, offers)
    place = candidates.offers
    landed = offers.price + offers.freight
    incumbent = case.offers["incumbent"].to_numpy(np.bool_) & (buys is Buys.INCUMBENT)
    second = np.where(place[:, 1] >= 0, place[:, 1], place[:, 0])
    usual = np.where(incumbent[place[:, 0]], candidates.shares[:, 0], 0.0)
    usual += np.where(incumbent[second] & (place[:, 1] >= 0), candidates.shares[:, 1], 0.0)
    price = (candidates.shares * landed[place]).sum(axis=1)
    distance = np.abs(np.log(candidates.interval / economic_days(case, candidates, items, offers)))
    order = np.lexsort((distance, price, -usual, place[:, 1] >= 0, candidates.item))
    row = np.full((len(case.items), len(POSTURES)), -1, dtype=np.int64)
    for posture in range(len(POSTURES)):
        mine = order[candidates.posture[order] == posture]
        owners, first = np.unique(candidates.item[mine], return_index=True)
        row[owners, posture] = mine[first]
    filled = row.copy()
    for posture, instead in _INSTEAD.items():
        for other in reversed(instead):
            filled[:, posture] = np.where(row[:, other] >= 0, row[:, other], filled[:, posture])
    policies = tuple(policies_of(candidates.take(filled[:, posture]), items, offers) for posture in range(3))
    return Situation(case, items, offers, candidates, filled, policies)


def economic_days(case: Case, candidates: Candidates, items: ItemTerms, offers: OfferTerms) -> Floats:
    """Return (candidates,) the days an economic order quantity lasts, at least one, at most ten years.

    sqrt(2 K / (h v mu)): K the orders' cost at the posture's factor, h what holding a year costs of the value v, mu the
    demand of a day.
    """
    factor = np.array([case.settings.postures.of(name).order_cost_factor for name in POSTURES])
    place, item = candidates.offers, candidates.item
    cost = np.where(place >= 0, offers.order_cost[place], 0.0).sum(axis=1) * factor[candidates.posture]
    value = (candidates.shares * offers.price[place]).sum(axis=1)
    yearly = (items.holding[item] + items.obsolescence[item]) * value * items.demand_mean[item]
    with np.errstate(divide="ignore", invalid="ignore"):
        days = np.sqrt(2.0 * cost * 365.0 / yearly)
    within: Floats = np.clip(np.nan_to_num(days, nan=3650.0, posinf=3650.0), 1.0, 3650.0)
    return within
