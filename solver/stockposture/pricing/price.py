"""The verb ``price``: what is done today as a plan of a case, at our prices."""

import numpy as np
import pyarrow as pa

from stockposture.optimise.priced import priced_plan
from stockposture.optimise.texts import joined
from stockposture.planning.governed import told_of_rules
from stockposture.planning.solve import checked_cap, require_costs
from stockposture.pricing.current import Current
from stockposture.rules.situation import economic_days
from stockposture.verify import require_verified
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import evaluate
from stockposture_models.candidates.splits import Splits
from stockposture_models.candidates.terms import POSTURES, Floats, ItemTerms, OfferTerms, item_terms, offer_terms
from stockposture_models.plan.plan import Plan
from stockposture_models.segments.govern import govern
from stockposture_models.tables.case import Case


def price(case: Case, current: Current, *, capital: float | None = None, space: float | None = None) -> Plan:
    """Return what is done today as a plan: what it costs, ties up and leaves short in the world of the case.

    It is taken as it stands. Where it breaks a limit of the case, or a rule that our own plans keep (bands of
    postures, minimum orders, shelf life, governance, ...), the summary says so.

    Parameters
    ----------
    case
        Checked tables and settings, every item with a stockout cost.
    current
        What is done today, checked against the case.
    capital, space
        Limits it is measured by: working capital, currency (``None`` takes the case's ``capital_cap``, ``math.inf`` is
        no cap), and the space of all items together, m3.

    Raises
    ------
    BadInputError
        If the case's governance rules leave an item nothing.
    VerificationError
        If the independent verifier disagrees with the plan.
    ValueError
        If a cap is negative or not a number.
    """
    capital = checked_cap("capital", case.settings.capital_cap if capital is None else capital)
    space = checked_cap("space", space)
    require_costs(case)
    case = case.replace(findings=(*case.findings, *current.findings))
    items, offers = item_terms(case), offer_terms(case)
    chosen = _chosen(case, current, items, offers)
    economics = evaluate(chosen, current.buffer[:, np.newaxis].astype(np.float64), items, offers, case.settings)
    row = pa.array(current.row.astype(str).tolist(), pa.large_string())
    reasons = joined(f"Priced as it stands in {current.source}, row ", row, ".")
    plan = priced_plan(case, items, offers, chosen, current.buffer, economics, reasons, capital=capital, space=space)
    plan = told_of_rules(plan, govern(case), case)
    require_verified(plan, capital=capital, space=space)
    return plan


def _chosen(case: Case, current: Current, items: ItemTerms, offers: OfferTerms) -> Candidates:
    """Return one policy an item: today's."""
    used = current.offers >= 0
    near = (offers.nearshore[current.offers] & used).any(axis=1)
    every = np.arange(len(current.offers))
    splits = Splits(every, current.offers, current.shares, np.where(near, 2, used[:, 1]).astype(np.int8))
    given = current.interval
    chosen = Candidates(
        splits,
        every,
        current.posture.astype(np.int8),
        np.where(np.isnan(given), 1.0, given),
        current.buffer,
        current.buffer,
    )
    if not np.isnan(given).any():
        return chosen
    usual = _usual_interval(case, chosen, items, offers)
    return Candidates(
        splits, every, chosen.posture, np.where(np.isnan(given), usual, given), current.buffer, current.buffer
    )


def _usual_interval(case: Case, chosen: Candidates, items: ItemTerms, offers: OfferTerms) -> Floats:
    """Return (n,) the posture's interval that is closest, in ratio, to the days an economic order quantity lasts.

    Of those whose mean orders meet the minimum order quantities; the days these last where none does.
    """
    economic = economic_days(case, chosen, items, offers)
    daily = chosen.shares * items.demand_mean[:, np.newaxis]
    least = np.where(chosen.offers >= 0, offers.moq[chosen.offers], 0.0)
    lasting = np.ceil(np.divide(least, daily, out=np.zeros_like(daily), where=daily > 0).max(axis=1) * (1 - 1e-9))
    found: Floats = np.maximum(lasting, 1.0)
    for number, name in enumerate(POSTURES):
        mine = np.flatnonzero(chosen.posture == number)
        days = np.array(case.settings.postures.of(name).order_interval_days, dtype=np.float64)
        apart = np.abs(np.log(days[np.newaxis, :] / economic[mine, np.newaxis]))
        apart[days[np.newaxis, :] < lasting[mine, np.newaxis]] = np.inf
        fits = np.isfinite(apart).any(axis=1)
        found[mine[fits]] = days[apart[fits].argmin(axis=1)]
    return found
