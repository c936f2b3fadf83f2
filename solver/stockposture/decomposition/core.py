"""From the best prices to a plan that keeps every limit, close to the bound.

Nearly every item keeps its least point at the prices; a few hundred that move the scarce limits cheaply make the core,
and the plan is made by choosing among their points. See :mod:`stockposture.decomposition.core_dive`.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np

from stockposture.decomposition.columns import Tariff
from stockposture.decomposition.core_dive import Dived, dive
from stockposture.decomposition.core_model import improve, solve_restricted
from stockposture.decomposition.core_pool import CorePool, Wanted, wanted_of
from stockposture.decomposition.core_repair import Room, polish, repair
from stockposture.decomposition.near import Near, Request, Told
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Flags, Floats, Ints

#: Sizes of moves told apart.
_SIZES = 7
#: The cores: movers of each limit, sign and size; points of an item; ratio of the sizes at which a dive fixes items.
_CORES = ((4, 8, 4.0), (8, 16, 2.0), (16, 32, 4.0), (32, 64, 4.0))
#: So many of them are tried for a better plan, the rest only for any plan.
_FOR_BETTER = 2
#: Most seconds of the solver's search.
_SECONDS = 1.0
#: Most seconds and nodes of the solver's search for any plan at all.
_SECONDS_TO_FIT, _NODES_TO_FIT = 10.0, 200
#: Least seconds of either.
_LEAST_SECONDS = 0.2
#: From this part of it on a limit is as good as used up.
_FULL = 0.95
#: Least part of the cost that is told apart from nothing.
_LEAST_GAP = 1e-7


class Partitions(Protocol):
    """Asks all partitions, wherever they are; answers always in the same order."""

    def near(self, request: Request) -> Sequence[Near]:
        """Return what :func:`stockposture.decomposition.near.near` says of each partition."""
        ...

    def told(self, request: Request, wanted: Sequence[Wanted]) -> Sequence[Told]:
        """Return what :func:`stockposture.decomposition.near.told` says of what is wanted of each partition."""
        ...


@dataclass(frozen=True)
class CorePlan:
    """A plan that keeps every limit: least points at the tariff without closed openings, but for the items moved.

    Parameters
    ----------
    tariff, closed
        Prices, and the (f,) openings that no item may need.
    cost
        Relevant cost with overflow and openings, currency/yr.
    use, overflow
        (m,) use of each limit, and the part of it above the cap.
    opened
        (f,) which openings are paid.
    partition, item, point
        (k,) items of the core and the points of their partitions' columns that they take.
    """

    tariff: Tariff
    closed: Flags
    cost: float
    use: Floats
    overflow: Floats
    opened: Flags
    partition: Ints
    item: Ints
    point: Ints

    def moved(self, partition: int) -> tuple[Ints, Ints]:
        """Return the items of a partition that do not simply take their least point, and the points they take."""
        mine = self.partition == partition
        return self.item[mine], self.point[mine]


def find_plan(
    partitions: Partitions,
    terms: Terms,
    tariff: Tariff,
    session: HighsSession,
    *,
    bound: float,
    allowed: float,
    closed: Flags | None = None,
    seconds: float | None = None,
    seed: int = 0,
) -> CorePlan | None:
    """Return a plan that keeps all limits, within ``allowed`` of the bound if that can be had quickly.

    Parameters
    ----------
    partitions
        Who is asked.
    terms
        Limits and openings.
    tariff
        The best prices, or near them.
    session
        The solver.
    bound
        Lower bound of the cost of every plan, currency/yr.
    allowed
        How far above it a plan is good enough, currency/yr.
    closed
        (f,) openings that must not be used; none by default.
    seconds
        Most seconds of the search that begins where the plan is not good enough; ``None`` for no limit.
    seed
        Seed of random numbers and HiGHS.

    Returns
    -------
    CorePlan or None
        ``None`` if no plan was found; that proves nothing.
    """
    closed = np.zeros(len(terms.opening_cost), dtype=np.bool_) if closed is None else closed
    allowed = max(allowed, _LEAST_GAP * abs(bound))
    until = np.inf if seconds is None else time.monotonic() + seconds
    watched, best = tariff.limit > 0, None
    for number, (per_limit, points, step) in enumerate(_CORES):
        if best is not None and (number >= _FOR_BETTER or time.monotonic() > until):
            break
        request = Request(
            tariff=tariff,
            closed=closed,
            watched=watched,
            grain=allowed / max(1, int(watched.sum())),
            sizes=_SIZES,
            per_limit=per_limit,
            reach=np.inf,
            most_points=points,
        )
        answers = partitions.near(request)
        if any(answer.stuck for answer in answers):
            return None
        use = np.sum([answer.use for answer in answers], axis=0)
        full = use > _FULL * (terms.cap + terms.overflow)
        if (full & ~watched).any():
            # Limits without a price that a few moves could break must be movable too.
            watched = watched | full
            request = replace(request, watched=watched)
            answers = partitions.near(request)
        wanted = wanted_of(answers, per_limit)
        core = CorePool.of(answers, wanted, partitions.told(request, wanted))
        room = Room(terms, _worth(terms, tariff.limit))
        dived = Dived(core.least, tariff.limit)
        if len(core.item):
            dived = dive(core, room, tariff.limit, session, grain=request.grain, step=step, seed=seed)
        chosen = repair(core, room, dived.chosen)
        if chosen is None and best is None and len(core.item):
            chosen = _modelled(core, room, session, until, seed)
        if chosen is not None:
            best = _better(best, _Found.of(core, room, request, polish(core, room, chosen)))
            if best.plan.cost - bound <= allowed or len(core.item) == 0:
                return best.plan
            continue
        # The core could not make up for what all others use: they have to pay what it would be worth to the core.
        broken = use > room.most
        limit = np.where(broken, np.maximum(dived.prices, room.worth), tariff.limit)
        tariff, watched = replace(tariff, limit=limit), watched | broken | (limit > 0)
    return None if best is None else _improved(best, session, bound, allowed, until, seed).plan


@dataclass(frozen=True)
class _Found:
    """A plan, and the core and choice that it is of."""

    core: CorePool
    room: Room
    request: Request
    chosen: Ints
    plan: CorePlan

    @classmethod
    def of(cls, core: CorePool, room: Room, request: Request, chosen: Ints) -> Self:
        return cls(core, room, request, chosen, _as_plan(core, room, request, chosen))


def _better(one: _Found | None, other: _Found) -> _Found:
    return other if one is None or other.plan.cost < one.plan.cost else one


def _modelled(core: CorePool, room: Room, session: HighsSession, until: float, seed: int) -> Ints | None:
    """Return what the solver finds over the whole core: a fit that single moves do not find."""
    answer = solve_restricted(
        core,
        room.terms,
        session,
        allowed=np.inf,
        seconds=_seconds(until, _SECONDS_TO_FIT),
        nodes=_NODES_TO_FIT,
        seed=seed,
    )
    return None if answer.chosen is None else repair(core, room, answer.chosen)


def _improved(found: _Found, session: HighsSession, bound: float, allowed: float, until: float, seed: int) -> _Found:
    """Return what the solver makes of a plan that is not good enough."""
    better = improve(
        found.core,
        found.room.terms,
        found.chosen,
        session,
        distance=found.plan.cost - bound,
        allowed=0.1 * allowed,
        seconds=_seconds(until, _SECONDS),
        seed=seed,
    )
    chosen = repair(found.core, found.room, better)
    if chosen is None:
        return found
    return _better(found, _Found.of(found.core, found.room, found.request, polish(found.core, found.room, chosen)))


def _seconds(until: float, most: float) -> float:
    """Return the seconds that a search may take; a little where time is up, for it may be the only one."""
    return float(min(most, max(_LEAST_SECONDS, until - time.monotonic())))


def _as_plan(core: CorePool, room: Room, request: Request, chosen: Ints) -> CorePlan:
    cost, use, needs = core.totals(chosen)
    terms = room.terms
    opened = needs > 0
    return CorePlan(
        tariff=request.tariff,
        closed=request.closed,
        cost=cost + float(room.rent(use)) + float(terms.opening_cost[opened].sum()),
        use=use,
        overflow=np.clip(use - terms.cap, 0.0, terms.overflow),
        opened=opened,
        partition=core.partition,
        item=core.item,
        point=core.point[chosen],
    )


def _worth(terms: Terms, prices: Floats) -> Floats:
    """Return prices (m,) by which amounts of different limits are compared: small ones for those not scarce."""
    room = np.maximum(np.abs(terms.cap + terms.overflow), 1e-12)
    total = max(float((prices * np.abs(terms.cap)).sum()), 1e-6)
    worth: Floats = np.maximum(prices, 0.1 * total / max(1, len(prices)) / room)
    return worth
