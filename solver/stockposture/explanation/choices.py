"""What the item could be: the plan's choice beside the best of every posture and split, each with its cost curve."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from stockposture.explanation.alone import Alone
from stockposture.explanation.menu import Menu
from stockposture.optimise.curves import Curves
from stockposture.optimise.prices import Prices, priced
from stockposture.optimise.problem import Problem
from stockposture.optimise.rows import decided_rows
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import Economics, evaluate, yearly_purchases
from stockposture_models.candidates.enumerate import enumerate_candidates
from stockposture_models.candidates.splits import SPLIT_LABELS, Splits
from stockposture_models.candidates.terms import POSTURES, Floats, Ints
from stockposture_models.errors import BadInputError
from stockposture_models.tables.bands import buffer_bounds

#: Buffers of each curve, about.
NODES = 41
#: Figures of a choice that a plan's row has too, in its order.
FIGURES = (
    "buffer_units",
    "buffer_days",
    "short_units_per_year",
    "fill_rate",
    "on_hand_units",
    "capital",
    "space_m3",
    "purchase_cost",
    "ordering_cost",
    "carrying_cost",
    "stockout_cost",
    "relevant_cost",
)
_POLICY = ("posture", "split", "suppliers", "shares", "order_interval_days")
_SAME_SHARE = 1e-6


def chosen_candidate(alone: Alone, problem: Problem) -> Candidates:
    """Return the plan's choice as a candidate: one of the problem's, or one of its own where the plan took another."""
    row, offers = alone.row, problem.offers
    by_name = {alone.suppliers[supplier]: at for at, supplier in enumerate(offers.supplier.tolist())}
    used = [by_name[name] for name in str(row["suppliers"]).split("|")]
    shares = [float(share) for share in str(row["shares"]).split("|")]
    posture = [name.value for name in POSTURES].index(str(row["posture"]))
    both = np.array([[*used, -1][:2]]), np.array([[*shares, 0.0][:2]])
    like = _like(problem.candidates, posture, float(row["order_interval_days"]), *both)
    if len(like):
        return problem.candidates.take(like[:1])
    label = SPLIT_LABELS.index(str(row["split"]))
    splits = Splits(np.zeros(1, dtype=np.int64), both[0], both[1], np.array([label], dtype=np.int8))
    least, most = buffer_bounds(problem.case.items, problem.case.settings.postures.of(POSTURES[posture].value))
    buffer = np.array([int(row["buffer_units"])])
    return Candidates(
        splits,
        np.zeros(1, dtype=np.int64),
        np.array([posture], dtype=np.int8),
        np.array([float(row["order_interval_days"])]),
        np.minimum(least, buffer),
        np.maximum(most, buffer),
    )


def _like(candidates: Candidates, posture: int, interval: float, offers: Ints, shares: Floats) -> Ints:
    """Return the candidates of this posture, interval and split, suppliers in either order."""
    c = candidates
    straight, turned = (
        (c.offers == offers[:, way]).all(axis=1)
        & (np.abs(np.where(c.offers >= 0, c.shares, 0.0) - shares[:, way]) < _SAME_SHARE).all(axis=1)
        for way in ([0, 1], [1, 0])
    )
    return np.flatnonzero((straight | turned) & (c.posture == posture) & (c.interval == interval))


def choices(
    alone: Alone, problem: Problem, prices: Prices, menu: Menu
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the choices, those that are missing and why, and the curves of the choices.

    See :class:`stockposture.explanation.explanation.Explanation`.
    """
    mine, buffer = chosen_candidate(alone, problem), np.array([float(alone.row["buffer_units"])])
    group = problem.candidates.posture.astype(np.int64) * len(SPLIT_LABELS) + problem.candidates.label
    kinds = list(product(POSTURES, SPLIT_LABELS))
    best = menu.cheapest(problem, prices, alone.fees_of(problem), group, len(kinds))
    there = np.flatnonzero(best.row >= 0)
    policies = [(mine, buffer)] + [
        (problem.candidates.take(best.row[[at]]), best.buffer[[at]]) for at in there[np.argsort(best.cost[there])]
    ]
    rows = [_row(alone, problem, prices, policy, at) for policy, at in policies]
    table = pd.concat(rows, ignore_index=True)
    cost = table["priced_cost"].to_numpy(np.float64)
    table = table.assign(extra_cost=cost - cost[0], is_chosen=np.arange(len(table)) == 0)
    # A limit shared out in whole units may leave the plan's choice a unit off its best: still the same policy.
    kept = np.flatnonzero(~table.duplicated(list(_POLICY)).to_numpy(np.bool_))
    curves = [_curve(alone, problem, prices, *policies[at]).assign(choice=place) for place, at in enumerate(kept)]
    curve = pd.concat(curves, ignore_index=True)
    missing = [
        {"posture": posture.value, "split": split, "why": _why(alone, problem, posture.value, split)}
        for at, (posture, split) in enumerate(kinds)
        if best.row[at] < 0
    ]
    return (
        table.iloc[kept].reset_index(drop=True),
        pd.DataFrame(missing, columns=["posture", "split", "why"]),
        curve[["choice", *(name for name in curve.columns if name != "choice")]],
    )


def policy_columns(problem: Problem, policy: Candidates) -> Mapping[str, Any]:
    """Return a candidate in the words of a plan: posture, split, suppliers, shares, order interval."""
    economics = evaluate(
        policy, policy.lower[:, np.newaxis].astype(np.float64), problem.items, problem.offers, problem.case.settings
    )
    decided = decided_rows(problem.case, problem.items, problem.offers, policy, policy.lower, economics)
    return {name: decided[name].iloc[0] for name in _POLICY}


def only(problem: Problem, candidates: Candidates) -> Problem:
    """Return the problem with other candidates; nothing is paid once in it, see :meth:`Alone.fees_of`."""
    return replace(
        problem,
        candidates=candidates,
        purchases=yearly_purchases(candidates, problem.items, problem.offers),
        pair=np.full((len(candidates), 2), -1),
        pair_opening=np.zeros(0, dtype=np.int64),
    )


def _row(alone: Alone, problem: Problem, prices: Prices, policy: Candidates, buffer: Floats) -> pd.DataFrame:
    """Return one choice with all its figures."""
    part = only(problem, policy)
    economics = evaluate(policy, buffer[:, np.newaxis], part.items, part.offers, part.case.settings)
    decided = decided_rows(part.case, part.items, part.offers, policy, buffer, economics)
    return decided[[*_POLICY, *FIGURES]].assign(**_priced(alone, part, prices, economics))


def _curve(alone: Alone, problem: Problem, prices: Prices, policy: Candidates, buffer: Floats) -> pd.DataFrame:
    """Return a choice at buffers over its band, its own among them."""
    lower, upper = int(policy.lower[0]), int(policy.upper[0])
    nodes = np.unique(np.append(np.round(lower + (upper - lower) * np.linspace(0.0, 1.0, NODES) ** 1.5), buffer))
    part = only(problem, policy.take(np.zeros(len(nodes), dtype=np.int64)))
    economics = evaluate(part.candidates, nodes[:, np.newaxis], part.items, part.offers, part.case.settings)
    mean = float(part.items.demand_mean[0])
    short, demand = economics.short_units[:, 0], 365.0 * mean
    figures = {
        "buffer_units": nodes.astype(np.int64),
        "buffer_days": nodes / mean if mean > 0 else np.zeros(len(nodes)),
        "short_units_per_year": short,
        "fill_rate": 1.0 - short / demand if demand > 0 else np.ones(len(nodes)),
        "on_hand_units": economics.on_hand[:, 0],
        "capital": economics.capital[:, 0],
        "space_m3": economics.space[:, 0],
        **{
            f"{name}_cost": getattr(economics, name)[:, 0]
            for name in ("purchase", "ordering", "carrying", "stockout", "relevant")
        },
    }
    return pd.DataFrame(figures).assign(**_priced(alone, part, prices, economics))


def _priced(alone: Alone, part: Problem, prices: Prices, economics: Economics) -> Mapping[str, Floats]:
    """Return what n candidates, at one buffer each, pay for limits and suppliers, and all their cost."""
    curves = Curves(np.arange(len(part.candidates)), economics)
    relevant = economics.relevant[:, 0]
    limits = priced(part, curves, Prices(prices.limit, np.zeros(0)))[:, 0] - relevant
    fees = alone.fees_of(part)
    return {"limits_cost": limits, "fees": fees, "priced_cost": relevant + limits + fees}


def _why(alone: Alone, problem: Problem, posture: str, split: str) -> str:
    """Say why the item cannot have this posture with this split."""
    given, left = alone.case.items["allowed_postures"].iloc[0], problem.case.items["allowed_postures"].iloc[0]
    if posture not in str(given).split("|"):
        return f"its allowed_postures are {given}"
    if posture not in str(left).split("|"):
        return "a governance rule forbids the posture"
    labels: dict[str, Any] = {
        name: (problem.candidates.splits.label == at).any() for at, name in enumerate(SPLIT_LABELS)
    }
    if not labels[split]:
        return {
            "single": "no supplier that is not nearshore may supply all of it",
            "dual": "no two suppliers that are not nearshore may share it",
            "nearshore": "no supplier that is nearshore may supply it",
        }[split]
    free = replace(problem.offers, moq=np.zeros_like(problem.offers.moq))
    if not _has(replace(problem, offers=free), posture, split):
        endless = replace(problem.items, shelf_life=np.full_like(problem.items.shelf_life, np.inf))
        if _has(replace(problem, items=endless, offers=free), posture, split):
            return "lead time, order interval and least buffer would outlast its shelf life"
        return "its least and largest buffer leave nothing of the posture's band"
    return "the mean orders would be below the suppliers' minimum order quantities"


def _has(problem: Problem, posture: str, split: str) -> bool:
    """Return whether there is a candidate of this posture and split."""
    try:
        candidates = enumerate_candidates(problem.case, problem.items, problem.offers)
    except BadInputError:
        return False
    number = [name.value for name in POSTURES].index(posture)
    return bool(((candidates.posture == number) & (candidates.label == SPLIT_LABELS.index(split))).any())
