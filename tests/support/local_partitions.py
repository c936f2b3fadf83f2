"""Partitions in this process, and every plan there is of a few items."""

import itertools
from collections.abc import Sequence

import numpy as np

from stockposture.decomposition.columns.columns import Answer, Columns, Tariff
from stockposture.decomposition.columns.near import Near, Request, Told, near, told
from stockposture.decomposition.columns.openings import Toggles, toggles, without
from stockposture.decomposition.core.pool import Wanted
from stockposture.decomposition.prices.oracle import LocalOracle
from stockposture.decomposition.terms import Terms


class LocalPartitions(LocalOracle):
    """Answers what the core and the openings ask."""

    def near(self, request: Request) -> list[Near]:
        return [near(part, request) for part in self.parts]

    def told(self, request: Request, wanted: Sequence[Wanted]) -> list[Told]:
        return [told(part, request, want.item, want.movers) for part, want in zip(self.parts, wanted, strict=True)]

    def price_without(self, tariff: Tariff, groups: int, closed: np.ndarray) -> list[Answer]:
        return LocalOracle([without(part, closed) for part in self.parts]).price(tariff, groups)

    def toggles(self, tariff: Tariff, closed: np.ndarray) -> list[Toggles]:
        return [toggles(part, tariff, closed) for part in self.parts]


def plan_figures(columns: Columns, terms: Terms, points: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Return cost (overflow and openings included), use and openings used of one point an item, from scratch."""
    choice = np.searchsorted(columns.first, points, side="right") - 1
    use = np.zeros(len(terms.cap))
    for c, p in zip(choice, points, strict=True):
        for limit, amount in zip(columns.limit[c], columns.use[p], strict=True):
            if limit >= 0:
                use[limit] += amount
    needed = columns.opening[choice]
    opened = np.zeros(len(terms.opening_cost), dtype=bool)
    opened[needed[needed >= 0]] = True
    over = np.clip(use - terms.cap, 0, terms.overflow)
    cost = columns.cost[points].sum() + over @ terms.overflow_cost + terms.opening_cost[opened].sum()
    return float(cost), use, opened


def least_plan(columns: Columns, terms: Terms) -> float:
    """Return the cost of the cheapest plan that keeps all limits, of all there are; inf if none does."""
    item = np.repeat(columns.item, np.diff(columns.first))
    best = np.inf
    for points in itertools.product(*(np.flatnonzero(item == i) for i in range(columns.items))):
        cost, use, _ = plan_figures(columns, terms, np.array(points))
        if cost < best and (use <= (terms.cap + terms.overflow) * (1 + 1e-9)).all():
            best = cost
    return best
