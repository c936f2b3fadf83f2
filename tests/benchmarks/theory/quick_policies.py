"""Policies that the quick floor is calibrated and judged on, answered by the theory itself.

Six parts: the whole world of ``random_policies``, the whole range calibrated on, the kinds of ``training_policies``
with lead times, intervals and shares of any grid, and candidates of the benchmark catalogue.
"""

import sys
import tempfile
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from canonical import canonical
from random_policies import random_policies
from training_policies import CATALOGUE, LUMPY, MIDDLE, SHARED, USUAL, policies_of_kind

from stockposture_models.candidates.economics import policies_of
from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.correction_table import shipped
from stockposture_models.theory.policies import Floats, Policies
from stockposture_models.theory.quick import Quick, QuickRoom, begin_split, new_room
from stockposture_models.theory.quick_curve import look
from stockposture_models.theory.quick_offers import QuickOffers, quick_offers
from stockposture_models.theory.quick_room import CURVE_SEEN, KIND, LATE, SPLIT_SEEN, UNUSUAL
from stockposture_models.theory.respond import respond

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scale"))
from catalogue import write_catalogue

#: Weights of the kinds of ``training_policies`` among all.
KINDS = ((USUAL, 0.08), (CATALOGUE, 0.15), (MIDDLE, 0.12), (LUMPY, 0.07), (SHARED, 0.07))
BUFFERS = 12


Table = TypeVar("Table", "Answers", Policies)


@dataclass(frozen=True)
class Answers:
    """What is seen of n policies, and what the theory says of them at some buffers; stock and buffers in days.

    Parameters
    ----------
    seen
        (n, f) what the network sees.
    scale, kind, late, unusual, interval
        (n,) deviation of what is outstanding, kind of policy, mean days late, whether it is an unusual one, review
        interval.
    days, short, on_hand, peak
        (n, k) buffers, and the response there.
    """

    seen: Floats
    scale: Floats
    kind: Floats
    late: Floats
    unusual: Floats
    interval: Floats
    days: Floats
    short: Floats
    on_hand: Floats
    peak: Floats

    def take(self, rows: np.ndarray | slice) -> "Answers":
        return Answers(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def joined(parts: list[Table]) -> Table:
    names = [field.name for field in fields(parts[0])]
    return type(parts[0])(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def whole_range(n: int, rng: np.random.Generator) -> Policies:
    """Return policies that fill the range calibrated on: cv 0.2..35, T 1..60, L 0..250."""
    policies, _ = random_policies(n, rng)
    lead = np.where(rng.random((n, 2)) < 0.5, rng.uniform(0, 250, (n, 2)), _log_uniform(rng, 0.5, 60, n, 2))
    lead = np.where(rng.random((n, 2)) < 0.5, lead.round(), lead.round(1))
    return replace(
        policies,
        demand_sd=policies.demand_mean * _log_uniform(rng, 0.2, 35, n),
        lead=lead,
        lead_sd=lead * np.where(rng.random((n, 2)) < 0.2, 0.0, rng.uniform(0, 1, (n, 2))),
        interval=_any_interval(rng, n),
    )


def off_the_grid(policies: Policies, rng: np.random.Generator) -> Policies:
    """Return them with some lead times, intervals and shares that are not round."""
    n = len(policies)
    moved = (policies.lead * rng.uniform(0.8, 1.25, (n, 2))).round(1)
    lead = np.where(rng.random((n, 1)) < 0.6, moved, policies.lead).clip(0, 250)
    spread = policies.lead_sd / np.maximum(policies.lead, 1e-9)
    first = np.where(rng.random(n) < 0.3, rng.uniform(0.05, 0.95, n).round(2), policies.share[:, 0])
    two = (policies.share > 0).all(axis=1)[:, None]
    return replace(
        policies,
        lead=lead,
        lead_sd=np.minimum(spread, 1.0) * lead,
        interval=np.where(rng.random(n) < 0.3, _any_interval(rng, n), policies.interval),
        share=np.where(two, np.column_stack([first, 1.0 - first]).round(6), policies.share),
    )


def of_catalogue(n: int, rng: np.random.Generator, items: int) -> Policies:
    """Return n candidates of a benchmark catalogue."""
    from stockposture.io.read import read_case
    from stockposture.optimise.problem import pose

    with tempfile.TemporaryDirectory() as folder:
        write_catalogue(items, Path(folder), int(rng.integers(1_000, 10**9)))
        case = read_case(Path(folder))
    problem = pose(case, capital=None, space=None)
    rows = rng.choice(len(problem.candidates), min(n, len(problem.candidates)), replace=False)
    return policies_of(problem.candidates.take(rows), problem.items, problem.offers)


def drawn(n: int, rng: np.random.Generator) -> Policies:
    """Return about n policies of all parts."""
    parts = [
        random_policies(n // 8, rng)[0],
        whole_range(n // 6, rng),
        off_the_grid(whole_range(n // 12, rng), rng),
    ]
    parts += [off_the_grid(policies_of_kind(kind, int(n * part), rng)[0], rng) for kind, part in KINDS]
    parts.append(of_catalogue(n // 5, rng, max(200, n // 1_250)))
    return joined(parts)


def answers(policies: Policies, rng: np.random.Generator, weights: Quick) -> Answers:
    """Return what is seen of those that have a floor, and what the unguarded theory answers."""
    # Backorders of one supplier have the floor of lost sales, well below them.
    own = (policies.demand_sd > 0.0) & ~(policies.backorder & (policies.share == 0.0).any(axis=1))
    policies = canonical(policies.take(own))
    n = len(policies)
    seen, noted = np.zeros((n, SPLIT_SEEN + CURVE_SEEN), np.float32), np.zeros((n, 4))
    _see(
        offers_of(policies),
        np.ascontiguousarray(policies.share[:, 0]),
        np.array(policies.same_region),
        policies.demand_sd / policies.demand_mean,
        np.array(policies.backorder),
        np.array(policies.interval, dtype=np.float64),
        new_room(),
        weights,
        seen,
        noted,
    )
    known = noted[:, 1] >= 0.0
    policies, seen, noted = policies.take(known), seen[known], noted[known]
    days = _buffers(noted[:, 0], rng)
    mean = policies.demand_mean[:, None]
    # Given its own weights the theory has no guard.
    found = respond(policies, days * mean, correction=shipped())
    single = np.float32
    return Answers(
        seen,
        noted[:, 0].astype(single),
        noted[:, 1].astype(np.int8),
        noted[:, 2].astype(single),
        noted[:, 3].astype(np.int8),
        policies.interval.astype(single),
        days.astype(single),
        found.short_fraction.astype(single),
        (found.on_hand / mean).astype(single),
        (found.peak / mean).astype(single),
    )


def offers_of(policies: Policies) -> QuickOffers:
    """Return both suppliers of each policy, one after the other."""
    return quick_offers(
        *(
            np.ravel(getattr(policies, name))
            for name in (
                "lead",
                "lead_sd",
                "outage_rate",
                "outage_days",
                "region_rate",
                "region_days",
                "surge_fraction",
                "surge_delay",
            )
        )
    )


@compiled
def _see(
    offers: QuickOffers,
    share: Floats,
    same_region: np.ndarray,
    variation: Floats,
    backorder: np.ndarray,
    interval: Floats,
    room: QuickRoom,
    weights: Quick,
    seen: Floats,
    noted: Floats,
) -> None:
    for i in range(len(share)):
        second = 2 * i + 1 if share[i] < 1.0 else -1
        begin_split(weights, offers, 2 * i, second, share[i], same_region[i], variation[i], backorder[i], room)
        noted[i, 0] = look(interval[i], room)
        noted[i, 1], noted[i, 2], noted[i, 3] = room.held[KIND], room.held[LATE], room.held[UNUSUAL]
        seen[i] = room.seen


def _buffers(scale: Floats, rng: np.random.Generator) -> Floats:
    """Return (n, 12) buffers, days: none, over all knots, and over the bands of the postures."""
    n = len(scale)
    days = [
        np.zeros((n, 1)),
        32 * rng.random((n, 6)) ** 2.2 * scale[:, None],
        rng.uniform(0, 5, (n, 1)),
        rng.uniform(0, 30, (n, 1)),
        rng.uniform(5, 30, (n, 1)),
        _log_uniform(rng, 30, 180, n, 1),
        8 * scale[:, None] * rng.random((n, 1)),
    ]
    return np.sort(np.concatenate(days, axis=1), axis=1)


def _log_uniform(rng: np.random.Generator, low: float, high: float, *shape: int) -> Floats:
    return np.exp(rng.uniform(np.log(low), np.log(high), shape))


def _any_interval(rng: np.random.Generator, n: int) -> Floats:
    return np.floor(_log_uniform(rng, 1, 61, n)).clip(1, 60)
