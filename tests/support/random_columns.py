"""Small random columns, and what they come to at prices, item by item in plain Python."""

import itertools
from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.columns.columns import Columns, Tariff
from stockposture.optimise.bounds import lowest_inside


def random_columns(
    seed: int, *, items: int = 6, limits: int = 3, openings: int = 0, curved: bool = False, most_points: int = 4
) -> Columns:
    """Return columns whose uses and costs without shortage rise with the buffer, shortage falls."""
    rng = np.random.default_rng(seed)
    item = np.repeat(np.arange(items), rng.integers(1, 5, items))
    count = rng.integers(1, most_points + 1, len(item))
    first = np.concatenate([[0], np.cumsum(count)])
    points, touched = int(first[-1]), 5
    limit = np.full((len(item), touched), -1, dtype=np.int64)
    for c in range(len(item)):
        some = rng.permutation(limits)[: rng.integers(0, min(limits, touched) + 1)]
        limit[c, rng.permutation(touched)[: len(some)]] = some
    opening = np.full((len(item), 2), -1, dtype=np.int64)
    for c in range(len(item)):
        needed = rng.permutation(openings)[: rng.integers(0, min(2, openings) + 1)]
        opening[c, : len(needed)] = needed
    buffer, falling, rising = np.zeros(points), np.zeros(points), np.zeros(points)
    use = np.zeros((points, touched))
    for a, b in itertools.pairwise(first):
        steps = rng.choice([1, 2, 7], b - a).cumsum().astype(float)
        buffer[a:b] = steps
        falling[a:b] = rng.uniform(20, 100) * np.exp(-steps / rng.uniform(2, 20))
        rising[a:b] = rng.uniform(0, 20) + rng.uniform(0, 3) * steps
        use[a:b] = rng.uniform(0, 5, touched) + rng.uniform(0, 1, touched) * steps[:, np.newaxis]
    return Columns(
        item=item,
        first=first.astype(np.int64),
        limit=limit,
        opening=opening,
        buffer=buffer,
        cost=falling + rising,
        falling=falling,
        use=use,
        curved=curved,
        rest=np.full(items, np.inf),
        low=np.zeros(limits),
    )


def random_tariff(seed: int, limits: int, openings: int = 0) -> Tariff:
    rng = np.random.default_rng([seed, 1])
    part = rng.choice([0.0, 0.3, 1.0], openings)
    return Tariff(rng.uniform(0, 3, limits) * rng.integers(0, 2, limits), part, rng.uniform(1, 60, openings))


def dense_use(columns: Columns) -> np.ndarray:
    """Return what every point takes of every limit, (p, m)."""
    total = np.zeros((len(columns.cost), len(columns.low)))
    for c, (a, b) in enumerate(itertools.pairwise(columns.first)):
        for s, row in enumerate(columns.limit[c]):
            if row >= 0:
                total[a:b, row] += columns.use[a:b, s]
    return total


@dataclass
class Plain:
    """What an item comes to: by the words of the definitions."""

    value: float
    bound: float
    point: int
    saving: dict[int, float]


def plain_item(columns: Columns, tariff: Tariff, item: int) -> Plain:
    priced = columns.cost + dense_use(columns) @ tariff.limit
    choices = np.flatnonzero(columns.item == item)
    spans = {c: slice(columns.first[c], columns.first[c + 1]) for c in choices}
    least = {c: priced[spans[c]].min() for c in choices}
    needs = {c: {int(s) for s in columns.opening[c] if s >= 0} for c in choices}
    best = min(choices, key=least.__getitem__)
    saving = {}
    for s in needs[best]:
        without = min((least[c] for c in choices if s not in needs[c]), default=np.inf)
        saving[s] = min(without - least[best], tariff.most[s])
    charge = {c: sum(tariff.part[s] * saving.get(s, 0.0) for s in needs[c]) for c in choices}
    value = min(least[c] + charge[c] for c in choices)
    bound = value
    if columns.curved:
        for c in choices:
            curve = (array[np.newaxis, spans[c]] for array in (columns.buffer, priced, columns.falling))
            bound = min(bound, lowest_inside(*curve).min(initial=np.inf) + charge[c])
    point = int(columns.first[best] + priced[spans[best]].argmin())
    return Plain(float(value), float(min(bound, columns.rest[item])), point, saving)
