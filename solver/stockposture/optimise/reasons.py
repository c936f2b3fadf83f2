"""Why each item got what it got: one plain sentence from the numbers."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from stockposture.optimise.incumbent import Incumbent
from stockposture.optimise.points import Points
from stockposture.optimise.prices import Prices
from stockposture.optimise.problem import Problem
from stockposture.optimise.runner_up import RunnersUp
from stockposture_models.candidates.economics import policies_of
from stockposture_models.candidates.splits import SPLIT_LABELS
from stockposture_models.candidates.terms import POSTURES, Floats, Ints
from stockposture_models.tables.limit_kind import LimitKind
from stockposture_models.theory.respond import respond

Texts = pd.Series


def figure(values: Iterable[float]) -> Texts:
    """Return numbers as people write them: whole from 100 on, else three significant digits, next to nothing as 0."""
    return pd.Series([_figure(value) for value in values], dtype="str")


def _figure(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:,.3g}" if abs(value) >= 0.001 else "0"


def supplier_names(problem: Problem, rows: Ints) -> Texts:
    """Return the suppliers of candidates, separated by ``|``."""
    names = problem.case.suppliers["supplier"].to_numpy(dtype=object)
    offers = problem.candidates.offers[rows]
    first = pd.Series(names[problem.offers.supplier[offers[:, 0]]], dtype="str")
    second = pd.Series(names[problem.offers.supplier[offers[:, 1]]], dtype="str")
    return first.where(offers[:, 1] < 0, first + "|" + second)


def runner_up_words(problem: Problem, runners: RunnersUp) -> Texts:
    """Return e.g. ``hybrid dual A|B``; empty where there is none."""
    rows = np.maximum(runners.row, 0)
    postures = np.array([posture.value for posture in POSTURES], dtype=object)
    words = pd.Series(postures[problem.candidates.posture[rows]], dtype="str")
    labels = pd.Series(np.array(SPLIT_LABELS, dtype=object)[problem.candidates.label[rows]], dtype="str")
    words = words + " " + labels + " " + supplier_names(problem, rows)
    return words.where(runners.row >= 0, "")


def reasons(problem: Problem, plan: Incumbent, prices: Prices, runners: RunnersUp) -> Texts:
    """Return one sentence an item: what its buffer guards against, which limit binds, what the runner-up would cost."""
    points = plan.points
    mean = problem.items.demand_mean
    buffer = figure(points.buffer)
    with np.errstate(divide="ignore", invalid="ignore"):
        days = figure(np.where(mean > 0, points.buffer / mean, 0.0))
    candidates = problem.candidates
    words = "buffer of " + buffer + " units (" + days + " days of supply" + _at_an_end(problem, points) + ")"
    words = words + _threat(problem, plan)
    words = words.where(points.buffer > 0, "no buffer: it would save less than it costs")
    words = words.where(mean > 0, "no demand: nothing to hold")
    postures = np.array([posture.value for posture in POSTURES], dtype=object)
    sentence = pd.Series(postures[candidates.posture[points.row]], dtype="str") + ", " + words
    sentence += _binding(problem, plan, prices)
    extra = figure(np.nan_to_num(runners.extra_cost))
    second = runner_up_words(problem, runners)
    runner = "; the next best, " + second + ", would cost " + extra + " more a year"
    runner = runner.mask(runners.extra_cost == 0, "; " + second + " is as good, within the proven gap")
    sentence += runner.where(runners.row >= 0, "; there is no other posture or supplier to choose")
    return sentence + "."


def _at_an_end(problem: Problem, points: Points) -> Texts:
    """Say where the buffer is the least or the most that the policy may have."""
    candidates = problem.candidates
    lower, upper = candidates.lower[points.row], candidates.upper[points.row]
    words = pd.Series("", index=range(len(points)), dtype="str")
    words = words.mask(points.buffer == upper, ", the most it may have")
    return words.mask((points.buffer == lower) & (lower < upper), ", the least it may have")


def _threat(problem: Problem, plan: Incumbent) -> Texts:
    """Name what the buffer saves most shortage from: swings of demand, late deliveries or outages.

    What it saves from a cause is what it saves in all less what it would still save if the cause were gone.
    """
    rows = plan.points.row
    policies = policies_of(problem.candidates.take(rows), problem.items, problem.offers)
    buffer = np.stack([np.zeros(len(rows)), plan.points.buffer], axis=1)
    quiet = np.zeros_like(policies.share)

    def saved(**calm: Any) -> Floats:
        short = respond(replace(policies, **calm), buffer).short_fraction
        return short[:, 0] - short[:, 1]

    in_all = saved()
    by_cause = np.stack(
        [
            in_all - saved(demand_sd=np.zeros(len(rows))),
            in_all - saved(lead_sd=quiet),
            in_all - saved(outage_rate=quiet, region_rate=quiet),
        ],
        axis=1,
    )
    most = by_cause.argmax(axis=1)
    outages = pd.Series(", mainly against outages of " + _weakest(problem, rows), dtype="str")
    words = pd.Series(", mainly against swings of demand", index=range(len(rows)), dtype="str")
    words = words.mask(most == 1, ", mainly against late deliveries").mask(most == 2, outages)
    return words.where(by_cause.max(axis=1) > 0, "")


def _weakest(problem: Problem, rows: Ints) -> Texts:
    """Name the supplier, or its region, whose outages hold back most of the item's supply."""
    offers, names = problem.candidates.offers[rows], problem.case.suppliers["supplier"].to_numpy(dtype=object)
    used, terms = offers >= 0, problem.offers
    own = terms.outage_rate[offers] * terms.outage_days[offers]
    regional = terms.region_rate[offers] * terms.region_days[offers]
    held = np.where(used, (own + regional) * problem.candidates.shares[rows], -1.0)
    at = np.arange(len(rows)), held.argmax(axis=1)
    offer = offers[at]
    supplier = pd.Series(names[terms.supplier[offer]], dtype="str")
    by_region = regional[at] > own[at]
    regions = np.append(problem.case.regions["region"].to_numpy(dtype=object), "")
    named = supplier.mask(by_region, pd.Series(regions[terms.region[offer]], dtype="str"))
    rate = np.where(by_region, terms.region_rate[offer], terms.outage_rate[offer])
    days = np.where(by_region, terms.region_days[offer], terms.outage_days[offer])
    return named + " (" + figure(rate) + " a year, " + figure(days) + " days each)"


def _binding(problem: Problem, plan: Incumbent, prices: Prices) -> Texts:
    """Name the limit that costs the item most at its price; empty where none binds."""
    limits, points = problem.limits, plan.points
    count = len(points)
    if len(limits) == 0:
        return pd.Series("", index=range(count), dtype="str")
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
    words = pd.Series(np.array([*texts, ""], dtype=object)[limit], dtype="str")
    return words.where(pressure.max(axis=1) > 0, "")
