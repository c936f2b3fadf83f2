"""From the best prices to a plan that keeps every limit, close to the bound.

Nearly every item keeps its least point at the prices; a few hundred that move the scarce limits cheaply make the core,
and the plan is made by choosing among their points: large items first, see
:mod:`stockposture.decomposition.core.plunge`, then all others at once, :mod:`stockposture.decomposition.core.anneal`.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np

from stockposture.decomposition.columns.columns import Tariff
from stockposture.decomposition.columns.near import Near, Request, Told
from stockposture.decomposition.core.anneal import HEATS, anneal
from stockposture.decomposition.core.model import improve, solve_restricted
from stockposture.decomposition.core.plunge import Search, Way
from stockposture.decomposition.core.pool import CorePool, Wanted, wanted_of
from stockposture.decomposition.core.repair import Room, polish, repair
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Flags, Floats, Ints

#: Sizes of moves told apart.
_SIZES = 7
#: The cores: movers of each limit, sign and size; points of an item.
_CORES = ((4, 8), (8, 16), (16, 32), (32, 64))
#: So many of them are tried for a better plan, the rest only for any plan.
_FOR_BETTER = 2
#: A core is lumpy where the mixing of one item hides so many times what may be left open.
_LUMPY = 10.0
#: Ways of deciding large items that are rounded.
_WAYS = 2
#: Most items of a core that the solver is asked to make a better choice of.
_FEW_ITEMS = 60
#: Most nodes of the solver's search for any plan at all, and least seconds where time is up.
_NODES_TO_FIT, _LEAST_SECONDS = 200, 0.2
#: From this part of it on a limit is as good as used up.
_FULL = 0.95
#: Moves are no coarser than where this part of the cost may be left open: coarser ones rarely fit all limits.
_COARSEST = 2e-4
#: Least part of the cost that is told apart from nothing.
_LEAST_GAP = 1e-7


class Partitions(Protocol):
    """Asks all partitions, wherever they are; answers always in the same order."""

    def near(self, request: Request) -> Sequence[Near]:
        """Return what :func:`stockposture.decomposition.columns.near.near` says of each partition."""
        ...

    def told(self, request: Request, wanted: Sequence[Wanted]) -> Sequence[Told]:
        """Return what :func:`stockposture.decomposition.columns.near.told` says of what is wanted of each partition."""
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
    for number, (per_limit, points) in enumerate(_CORES):
        if best is not None and (number >= _FOR_BETTER or time.monotonic() > until):
            break
        request = Request(
            tariff=tariff,
            closed=closed,
            watched=watched,
            grain=min(allowed, _COARSEST * abs(bound)) / max(1, int(watched.sum())),
            sizes=_SIZES,
            per_limit=per_limit,
            reach=np.inf,
            most_points=points,
        )
        request, answers = _answered(partitions, terms, request)
        watched = request.watched
        if any(answer.stuck for answer in answers):
            return None
        wanted = wanted_of(answers, per_limit)
        core = CorePool.of(answers, wanted, partitions.told(request, wanted))
        room = Room(terms, _worth(terms, tariff.limit))
        search = Search(core, room, tariff.limit, request.grain) if len(core.item) else None
        if number == 0 and search is not None and search.hidden > _LUMPY * allowed:
            # Large items are to be decided: what fits around them differs, and a wider core has it.
            continue
        found = _found(core, room, request, search, bound + allowed, seed)
        if found is not None and (search is None or found.plan.cost - bound <= allowed):
            return found.plan
        if found is None and best is None and search is not None:
            found = _fitted(core, room, request, _modelled(core, room, session, until, seed))
        best = _better(best, found)
        if found is None:
            # The core could not make up for what all others use: they have to pay what it would be worth to the core.
            use = np.sum([answer.use for answer in answers], axis=0)
            broken = use > room.most
            dearer = np.maximum(tariff.limit if search is None else search.prices, room.worth)
            tariff = replace(tariff, limit=np.where(broken, dearer, tariff.limit))
            watched = watched | broken | (tariff.limit > 0)
    if best is not None and len(best.core.item) <= _FEW_ITEMS:
        best = _improved(best, session, bound, allowed, until, seed)
    return None if best is None else best.plan


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


def _better(one: _Found | None, other: _Found | None) -> _Found | None:
    if one is None or other is None:
        return one or other
    return other if other.plan.cost < one.plan.cost else one


def _fitted(core: CorePool, room: Room, request: Request, choices: Iterable[Ints]) -> _Found | None:
    """Return the best plan that single moves make of choices (k,); ``None`` where they mend none."""
    best: _Found | None = None
    for choice in choices:
        chosen = repair(core, room, choice)
        if chosen is not None:
            best = _better(best, _Found.of(core, room, request, polish(core, room, chosen)))
    return best


def _answered(partitions: Partitions, terms: Terms, request: Request) -> tuple[Request, Sequence[Near]]:
    """Ask who can move what; limits without a price that a few moves could break must be movable too."""
    answers = partitions.near(request)
    use = np.sum([answer.use for answer in answers], axis=0)
    full = use > _FULL * (terms.cap + terms.overflow)
    if (full & ~request.watched).any() and not any(answer.stuck for answer in answers):
        request = replace(request, watched=request.watched | full)
        answers = partitions.near(request)
    return request, answers


def _found(
    core: CorePool, room: Room, request: Request, search: Search | None, enough: float, seed: int
) -> _Found | None:
    """Return the best plan that the core's ways are rounded to, the first that costs no more than enough."""
    if search is None:
        return _fitted(core, room, request, [core.least])
    best: _Found | None = None
    for way in search.ways(_WAYS):
        best = _better(best, _fitted(core, room, request, _rounded(core, way, room, request.grain, seed)))
        if best is not None and best.plan.cost <= enough:
            break
    return best


def _rounded(core: CorePool, way: Way, room: Room, grain: float, seed: int) -> Iterator[Ints]:
    """Yield choices (k,) that a way is rounded to: one point an item, all limits about used up."""
    small, rows = core.only(way.open)
    weight = way.mix.weight[rows]
    heaviest = np.lexsort((-weight, small.row))[small.least]
    for hot, cold in HEATS:
        taken = anneal(small, room, heaviest, way.mix.prices, heats=(hot * grain, cold * grain), seed=seed)
        yield rows[taken]


def _modelled(core: CorePool, room: Room, session: HighsSession, until: float, seed: int) -> list[Ints]:
    """Return what the solver finds over the whole core, if anything: a fit that single moves do not find."""
    answer = solve_restricted(
        core, room.terms, session, allowed=np.inf, seconds=_seconds(until), nodes=_NODES_TO_FIT, seed=seed
    )
    return [] if answer.chosen is None else [answer.chosen]


def _improved(found: _Found, session: HighsSession, bound: float, allowed: float, until: float, seed: int) -> _Found:
    """Return what the solver makes of a plan that is not good enough."""
    core, room = found.core, found.room
    better = improve(
        core,
        room.terms,
        found.chosen,
        session,
        distance=found.plan.cost - bound,
        allowed=0.1 * allowed,
        seconds=_seconds(until),
        seed=seed,
    )
    return _better(found, _fitted(core, room, found.request, [better])) or found


def _seconds(until: float) -> float | None:
    """Return the seconds left for the solver, ``None`` without end; a little where time is up: it may be all there is.

    Nodes, not seconds, end its searches: the same input leaves the same plan however busy the machine is.
    """
    return None if np.isinf(until) else float(max(_LEAST_SECONDS, until - time.monotonic()))


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
