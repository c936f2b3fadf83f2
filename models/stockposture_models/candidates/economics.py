"""What a candidate costs a year and what it takes of each limit, as a function of its buffer.

Formulas are those of the world we price: purchase 365 mu sum_j a_j (price_j + freight_j); ordering 365/T times the
posture's factor times the order costs of the suppliers used, plus its programme cost; carrying (holding +
obsolescence) on the value of mean on-hand stock, storage of the space used, holding on the value in transit; stockout
cost per expected unit short.
"""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.terms import POSTURES, Flags, Floats, Ints, ItemTerms, OfferTerms
from stockposture_models.tables.days import DAYS_A_YEAR
from stockposture_models.tables.settings import Settings, SpaceBasis
from stockposture_models.theory.policies import Drawn, Policies, Response
from stockposture_models.theory.respond import respond, respond_drawn

if TYPE_CHECKING:
    from stockposture_models.theory.offer_table import OfferTable


@dataclass(frozen=True)
class Economics:
    """Yearly figures of ``n`` candidates at ``k`` buffers each; arrays (n, k).

    Parameters
    ----------
    buffer
        Buffers, units, non-decreasing along a row.
    short_units
        Expected units short, units/yr.
    on_hand
        Mean on-hand stock, units.
    capital
        Working capital on the chosen basis, currency.
    space
        Space on the chosen basis, m3.
    purchase, ordering, carrying, stockout
        Cost parts, currency/yr.
    relevant
        Sum of the parts less demand at the item's cheapest landed price, currency/yr.
    """

    buffer: Floats
    short_units: Floats
    on_hand: Floats
    capital: Floats
    space: Floats
    purchase: Floats
    ordering: Floats
    carrying: Floats
    stockout: Floats
    relevant: Floats

    def take(self, rows: Ints | Flags) -> Self:
        """Return the given candidates."""
        return type(self)(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def policies_of(candidates: Candidates, items: ItemTerms, offers: OfferTerms) -> Policies:
    """Return the physics of the candidates."""
    item, rows, used = candidates.item, candidates.offers, candidates.offers >= 0

    def per_offer(values: Floats) -> Floats:
        return np.where(used, values[rows], 0.0)

    return Policies(
        demand_mean=items.demand_mean[item],
        demand_sd=items.demand_sd[item],
        backorder=items.backorder[item],
        interval=candidates.interval,
        share=candidates.shares,
        lead=per_offer(offers.lead),
        lead_sd=per_offer(offers.lead_sd),
        outage_rate=per_offer(offers.outage_rate),
        outage_days=per_offer(offers.outage_days),
        region_rate=per_offer(offers.region_rate),
        region_days=per_offer(offers.region_days),
        same_region=_same_region(rows, offers),
        surge_fraction=per_offer(offers.surge_fraction),
        surge_delay=per_offer(offers.surge_delay),
    )


def table_of(offers: OfferTerms) -> "OfferTable":
    """Return all the theory needs to know of the offers, for :func:`evaluate` of many candidates time and again."""
    from stockposture_models.theory.offer_table import offer_table  # noqa: PLC0415 - loads compiled loops

    o = offers
    return offer_table(
        o.lead,
        o.lead_sd,
        o.outage_rate,
        o.outage_days,
        o.region_rate,
        o.region_days,
        o.surge_fraction,
        o.surge_delay,
    )


def evaluate(
    candidates: Candidates,
    buffer: Floats,
    items: ItemTerms,
    offers: OfferTerms,
    settings: Settings,
    table: "OfferTable | None" = None,
) -> Economics:
    """Return cost and use of limits of each candidate at each of its buffers, shape (n, k).

    ``table`` is that of the offers; without it, it is worked out for those in use.
    """
    if table is None:
        response = respond(policies_of(candidates, items, offers), buffer)
    else:
        response = respond_drawn(_drawn(candidates, items, offers), table, buffer)[0]
    return economics_of(candidates, buffer, response, items, offers, settings)


def economics_of(
    candidates: Candidates, buffer: Floats, response: Response, items: ItemTerms, offers: OfferTerms, settings: Settings
) -> Economics:
    """Return cost and use of limits of each candidate, shape (n, k), from what the world gives at its buffers."""
    item, rows, share = candidates.item, candidates.offers, candidates.shares
    mean = items.demand_mean[item]
    column = np.newaxis

    price = offers.price[rows]
    value = (share * price).sum(axis=1)
    flow = mean[:, column] * np.where(items.backorder[item][:, column], 1.0, 1.0 - response.short_fraction)
    in_transit = flow * (share * offers.lead[rows]).sum(axis=1)[:, column]
    space = items.volume[item][:, column] * (
        response.peak if settings.space_basis is SpaceBasis.PEAK else response.on_hand
    )
    capital = value[:, column] * response.on_hand
    if settings.capital_basis.counts_in_transit:
        capital = capital + value[:, column] * in_transit
    if settings.capital_basis.deducts_payables:
        payables = mean * (share * price * offers.payment_days[rows]).sum(axis=1)
        capital = capital - payables[:, column]

    landed = (share * (price + offers.freight[rows])).sum(axis=1)
    purchase = DAYS_A_YEAR * mean * landed
    factor, programme = _posture_terms(candidates, settings)
    order_cost = np.where(rows >= 0, offers.order_cost[rows], 0.0).sum(axis=1)
    ordering = DAYS_A_YEAR / candidates.interval * factor * order_cost + programme
    holding = items.holding[item]
    carrying = (
        ((holding + items.obsolescence[item]) * value)[:, column] * response.on_hand
        + items.storage_cost[item][:, column] * space
        + (holding * value)[:, column] * in_transit
    )
    short_units = DAYS_A_YEAR * mean[:, column] * response.short_fraction
    stockout = items.stockout_cost[item][:, column] * short_units
    # Summed in this order, the difference of two nearly equal purchase bills loses no digits of the rest.
    extra_purchase = DAYS_A_YEAR * mean * (landed - items.cheapest[item])
    relevant = (extra_purchase + ordering)[:, column] + carrying + stockout
    shape = response.on_hand.shape
    return Economics(
        buffer=np.broadcast_to(buffer, shape),
        short_units=short_units,
        on_hand=response.on_hand,
        capital=capital,
        space=space,
        purchase=np.broadcast_to(purchase[:, column], shape),
        ordering=np.broadcast_to(ordering[:, column], shape),
        carrying=carrying,
        stockout=stockout,
        relevant=relevant,
    )


def response_behind(
    candidates: Candidates,
    capital: Floats,
    stockout: Floats,
    space: Floats,
    items: ItemTerms,
    offers: OfferTerms,
    settings: Settings,
) -> tuple[Response, Flags]:
    """Return the response that gave candidates these figures, up to rounding, without asking the theory again.

    Parameters
    ----------
    candidates
        n candidates.
    capital, stockout, space
        (n, k) figures as :func:`evaluate` gives them.

    Returns
    -------
    response, known
        (n, k) response, and (n,) for which candidates it can be told: not of what is worth nothing or costs nothing
        when short, nor where more than stock on hand ties up capital. A peak without volume is put at the mean.
    """
    item, column = candidates.item, np.newaxis
    value = (candidates.shares * offers.price[candidates.offers]).sum(axis=1)
    of_all_short = DAYS_A_YEAR * items.demand_mean[item] * items.stockout_cost[item]
    basis, volume = settings.capital_basis, items.volume[item][:, column]
    known: Flags = (value > 0) & (of_all_short > 0)
    if basis.counts_in_transit or basis.deducts_payables:
        known = np.zeros_like(known)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        on_hand = capital / value[:, column]
        short = np.minimum(stockout / of_all_short[:, column], 1.0)
        peak = np.where(volume > 0, space / volume, on_hand)
    return Response(short, on_hand, peak), known


def yearly_purchases(candidates: Candidates, items: ItemTerms, offers: OfferTerms) -> Floats:
    """Return what each candidate buys from its first and second supplier, (n, 2), currency/yr."""
    mean = items.demand_mean[candidates.item]
    bought: Floats = DAYS_A_YEAR * mean[:, np.newaxis] * candidates.shares * offers.price[candidates.offers]
    return bought


def _drawn(candidates: Candidates, items: ItemTerms, offers: OfferTerms) -> Drawn:
    item, rows = candidates.item, candidates.offers
    return Drawn(
        demand_mean=items.demand_mean[item],
        demand_sd=items.demand_sd[item],
        backorder=items.backorder[item],
        interval=candidates.interval,
        share=candidates.shares,
        rows=rows,
        same_region=_same_region(rows, offers),
    )


def _same_region(rows: NDArray[np.int64], offers: OfferTerms) -> Flags:
    """Return whether both of two suppliers sit in one region, (n,), of rows of offers (n, 2)."""
    region = offers.region[rows]
    same: Flags = (rows[:, 1] >= 0) & (region[:, 0] >= 0) & (region[:, 0] == region[:, 1])
    return same


def _posture_terms(candidates: Candidates, settings: Settings) -> tuple[Floats, Floats]:
    terms = [settings.postures.of(name) for name in POSTURES]
    factor = np.array([posture.order_cost_factor for posture in terms])
    programme = np.array([posture.programme_cost for posture in terms])
    return factor[candidates.posture], programme[candidates.posture]
