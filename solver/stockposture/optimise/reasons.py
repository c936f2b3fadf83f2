"""Why each item got what it got: one plain sentence from the numbers."""

import numpy as np

from stockposture.optimise.incumbent import Incumbent
from stockposture.optimise.points import Points
from stockposture.optimise.prices import Prices
from stockposture.optimise.problem import Problem
from stockposture.optimise.rows import supplier_names
from stockposture.optimise.runner_up import RunnersUp
from stockposture.optimise.texts import Texts, figure, joined, one_figure, picked, where
from stockposture.optimise.threat import OUTAGES, threats
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import policies_of
from stockposture_models.candidates.splits import SPLIT_LABELS
from stockposture_models.candidates.terms import POSTURES, Ints
from stockposture_models.tables.limit_kind import LimitKind


def runner_up_words(problem: Problem, runners: RunnersUp) -> Texts:
    """Return e.g. ``hybrid dual A|B``; empty where there is none."""
    other = problem.candidates.take(np.maximum(runners.row, 0))
    kinds = [f"{posture.value} {label} " for posture in POSTURES for label in SPLIT_LABELS]
    kind = other.posture.astype(np.int64) * len(SPLIT_LABELS) + other.label
    return where(runners.row >= 0, joined(picked(kinds, kind), supplier_names(problem.case, problem.offers, other)), "")


def reasons(problem: Problem, plan: Incumbent, prices: Prices, runners: RunnersUp, second: Texts) -> Texts:
    """Return one sentence an item: what its buffer guards against, which limit binds, what the runner-up would cost.

    Parameters
    ----------
    problem, plan, prices, runners
        What was chosen, at which prices, and what came second.
    second
        (items,) the runners-up in words.
    """
    points = plan.points
    chosen = problem.candidates.take(points.row)
    mean = problem.items.demand_mean
    with np.errstate(divide="ignore", invalid="ignore"):
        days = figure(np.where(mean > 0, points.buffer / mean, 0.0))
    words = joined(
        *(", buffer of ", figure(points.buffer), " units (", days, " days of supply"),
        *(_at_an_end(chosen, points), ")", _threat(problem, chosen, points)),
    )
    words = where(points.buffer > 0, words, ", no buffer: it would save less than it costs")
    words = where(mean > 0, words, ", no demand: nothing to hold")
    extra = figure(np.nan_to_num(runners.extra_cost))
    runner = joined("; the next best, ", second, ", would cost ", extra, " more a year.")
    runner = where(runners.extra_cost == 0, joined("; ", second, " is as good, within the proven gap."), runner)
    runner = where(runners.row >= 0, runner, "; there is no other posture or supplier to choose.")
    postures = picked([posture.value for posture in POSTURES], chosen.posture.astype(np.int64))
    return joined(postures, words, _binding(problem, plan, prices), runner)


def _at_an_end(chosen: Candidates, points: Points) -> Texts:
    """Say where the buffer is the least or the most that the policy may have."""
    least = (points.buffer == chosen.lower) & (chosen.lower < chosen.upper)
    most = points.buffer == chosen.upper
    return picked(("", ", the least it may have", ", the most it may have"), np.where(least, 1, np.where(most, 2, 0)))


def _threat(problem: Problem, chosen: Candidates, points: Points) -> Texts:
    """Name what the buffer saves most shortage from: swings of demand, late deliveries or outages."""
    most = threats(policies_of(chosen, problem.items, problem.offers), points.buffer)
    texts = [", mainly against swings of demand", ", mainly against late deliveries", ""]
    outages = np.flatnonzero(most == OUTAGES)
    named, place = _weakest(problem, chosen.take(outages))
    # Where no cause is (-1) the last text but the outages' own stands.
    which = np.where(most < 0, OUTAGES, most)
    which[outages] = len(texts) + place
    return picked([*texts, *(f", mainly against outages of {name}" for name in named)], which)


def _weakest(problem: Problem, chosen: Candidates) -> tuple[list[str], Ints]:
    """Name the supplier, or its region, whose outages hold back most of an item's supply.

    Returns
    -------
    names, place
        Each supplier and region that is named once, with its outages; (n,) which of them each item has.
    """
    offers, terms = chosen.offers, problem.offers
    used = offers >= 0
    own = terms.outage_rate[offers] * terms.outage_days[offers]
    regional = terms.region_rate[offers] * terms.region_days[offers]
    held = np.where(used, (own + regional) * chosen.shares, -1.0)
    at = np.arange(len(offers)), held.argmax(axis=1)
    offer = offers[at]
    by_region = regional[at] > own[at]
    rate = np.where(by_region, terms.region_rate[offer], terms.outage_rate[offer])
    days = np.where(by_region, terms.region_days[offer], terms.outage_days[offer])
    # Few suppliers and regions: each is put into words once.
    kinds, place = np.unique(
        np.stack([by_region, np.where(by_region, terms.region[offer], terms.supplier[offer]), rate, days], axis=1),
        axis=0,
        return_inverse=True,
    )
    case = problem.case
    names = case.suppliers["supplier"].tolist(), case.regions["region"].tolist()
    words = [
        f"{names[int(region)][int(row)]} ({one_figure(rate)} a year, {one_figure(days)} days each)"
        for region, row, rate, days in kinds.tolist()
    ]
    return words, place.ravel()


def _binding(problem: Problem, plan: Incumbent, prices: Prices) -> Texts:
    """Name the limit that costs the item most at its price; empty where none binds."""
    limits, points = problem.limits, plan.points
    count = len(points)
    if len(limits) == 0:
        return picked([""], np.zeros(count, dtype=np.int64))
    price = np.append(prices.limit, 0.0)
    pressure = price[points.limit] * np.abs(points.use)
    worst = pressure.argmax(axis=1)
    limit = points.limit[np.arange(count), worst]
    called = {LimitKind.CAPITAL: "working capital", LimitKind.SPACE: "space"}
    names = [
        f"{called.get(kind, kind.value)} {name}".strip() for kind, name in zip(limits.kind, limits.name, strict=True)
    ]
    money = problem.case.settings.currency or "unit of currency"
    one_more = {LimitKind.CAPITAL: f"one {money}", LimitKind.SUPPLIER: f"one {money} a year"}
    texts = [
        f"; {name} binds ({one_more.get(kind, 'one m3')} more would save {value:,.3g} a year)"
        for name, kind, value in zip(names, limits.kind, prices.limit.tolist(), strict=True)
    ]
    return picked([*texts, ""], np.where(pressure.max(axis=1) > 0, limit, -1))
