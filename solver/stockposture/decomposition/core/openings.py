"""The plan where openings cost something once: which to leave unused, prices without them, then the core."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from stockposture.decomposition.columns.columns import Answer, Tariff
from stockposture.decomposition.columns.openings import Toggles, close_openings
from stockposture.decomposition.core.plan import CorePlan, Partitions, find_plan
from stockposture.decomposition.prices.dual import best_prices
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Flags

#: Part of what a plan may cost over the bound that prices without closed openings may leave open.
_PRICE_PART = 0.1


class OpenablePartitions(Partitions, Protocol):
    """Asks all partitions, wherever they are; answers always in the same order."""

    def toggles(self, tariff: Tariff, closed: Flags) -> Sequence[Toggles]:
        """Return what :func:`stockposture.decomposition.columns.openings.toggles` says of each partition."""
        ...

    def price_without(self, tariff: Tariff, groups: int, closed: Flags) -> list[Answer]:
        """Return each partition's answer over its columns without what needs closed openings."""
        ...


class _Without:
    """Prices the items without closed openings."""

    def __init__(self, partitions: OpenablePartitions, closed: Flags) -> None:
        self._partitions, self._closed = partitions, closed

    def price(self, tariff: Tariff, groups: int) -> list[Answer]:
        return self._partitions.price_without(tariff, groups, self._closed)


def find_plan_with_openings(
    partitions: OpenablePartitions,
    terms: Terms,
    tariff: Tariff,
    session: HighsSession,
    *,
    bound: float,
    allowed: float,
    groups: int,
    seconds: float | None = None,
    seed: int = 0,
) -> CorePlan | None:
    """Return a plan as :func:`stockposture.decomposition.core.plan.find_plan` does, some openings left unused.

    Parameters
    ----------
    partitions, terms, tariff, session, bound, allowed, seconds, seed
        As there.
    groups
        Groups of items for the prices without what is closed.
    """
    closed = close_openings(partitions, terms, tariff)
    plans = []
    if closed.any():
        fees = len(terms.opening_cost)
        decided = replace(terms, opening_cost=np.zeros(fees))
        dual = best_prices(
            _Without(partitions, closed),
            decided,
            tariff.limit,
            groups=groups,
            tolerance=_PRICE_PART * allowed,
            session=session,
            seed=seed,
        )
        prices = replace(tariff, limit=dual.prices.limit)
        plans.append(
            find_plan(
                partitions,
                terms,
                prices,
                session,
                bound=bound,
                allowed=allowed,
                closed=closed,
                seconds=seconds,
                seed=seed,
            )
        )
    if not any(plan is not None and plan.cost - bound <= allowed for plan in plans):
        plans.append(
            find_plan(partitions, terms, tariff, session, bound=bound, allowed=allowed, seconds=seconds, seed=seed)
        )
    found = [plan for plan in plans if plan is not None]
    return min(found, key=lambda plan: plan.cost) if found else None
