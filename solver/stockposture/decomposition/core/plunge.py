"""What large items decide, one decision after the other, before a core is rounded.

Where single items are as large as a limit, rounding what the linear program mixes costs more than it seems: to leave
one supplier moves the prices of others. So the item whose mixing hides most is given two ways, to take some of its
choices or never to take them; the program over each says what that costs. The better way is split next, best first for
a while, then the best one straight down, until what is still mixed is small. As in branch and bound (Land and Doig
1960, "An automatic method of solving discrete programming problems"), but nothing is proven: the core is not all.
"""

import heapq
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from stockposture.decomposition.core.mix import Mix, mixed
from stockposture.decomposition.core.pool import CorePool
from stockposture.decomposition.core.repair import Room
from stockposture_models.candidates.terms import Flags, Floats, Ints

#: Weights above this are part of a mix.
_MIXED = 1e-4
#: Decisions made best first, most of them straight down, and linear programs after which no new descent is begun.
_BEST_FIRST, _STRAIGHT, _PROGRAMS = 4, 40, 30
#: After so many programs descents go on whatever they cost.
_MOST_PROGRAMS = 90
#: A descent is left where it is so many grains dearer than the cheapest way open.
_ASTRAY = 150.0
#: What is mixed counts as small where it hides less than so many grains, and as large from so many on: then both
#: sides are looked at on the way down. An item is large if it can move as much.
_SMALL, _LARGE = 10.0, 30.0
#: Points of other items matter where they cost at most this part of what they move, at the prices: the prices then
#: have to move by as much before they are taken.
_PART = 1.0


@dataclass(frozen=True)
class Way:
    """Decisions made, and the linear program under them.

    Parameters
    ----------
    cost
        Cost of the mix with overflow, what is beyond the limits at its price included, currency/yr.
    open
        (q,) points of the core that may still be taken.
    mix
        Weights of all points (0 for those that may not be taken), and the prices.
    """

    cost: float
    open: Flags
    mix: Mix

    @classmethod
    def of(cls, core: CorePool, room: Room, open_: Flags, start: Floats) -> Self:
        """Solve the program over the points that are open, from prices to start from."""
        points = np.flatnonzero(open_)
        mix = mixed(core, room.terms, points, core.rest_use, room.worth, start)
        weight = np.zeros(len(open_))
        weight[points] = mix.weight
        return cls(mix.cost, open_, Mix(weight, mix.prices, mix.cost))


@dataclass(frozen=True)
class _Split:
    """A decision: the points (q,) of some choices of one item, all of whose points are ``item`` (q,)."""

    hidden: float
    group: Flags
    item: Flags

    @property
    def sides(self) -> tuple[Flags, Flags]:
        """Which points each side rules out: these, or all others of the item."""
        return self.group, self.item & ~self.group


class Search:
    """The search for ways in which no large item is mixed any more.

    Parameters
    ----------
    core, room
        What to choose from, and the limits.
    prices
        (m,) prices of the limits to start from.
    grain
        What counts as small, currency/yr.
    """

    def __init__(self, core: CorePool, room: Room, prices: Floats, grain: float) -> None:
        self._core, self._room, self._grain = core, room, grain
        self._touches = np.unique(np.sort(core.limit, axis=1), axis=0, return_inverse=True)[1].ravel()
        root = Way.of(core, room, np.ones(len(core.row), dtype=np.bool_), prices)
        self._root = replace(root, open=_useful(core, root.mix, _LARGE * grain))
        self._heap: list[tuple[float, int, Way]] = []
        self._ended: list[Way] = []
        self._programs = self._added = 0
        self._add(self._root)

    @property
    def prices(self) -> Floats:
        """(m,) prices of the limits before any decision."""
        return self._root.mix.prices

    @property
    def hidden(self) -> float:
        """What the mixing of one item hides at most before any decision, currency/yr."""
        split = _split(self._core, self._touches, self._root)
        return 0.0 if split is None else split.hidden

    def ways(self, most: int) -> list[Way]:
        """Return the cheapest ways found, best first; may be asked once."""
        for _ in range(_BEST_FIRST):
            if self._heap:
                self._split(self._pop())
        while self._heap and (not self._ended or self._programs < _PROGRAMS):
            way = self._pop()
            if self._ended and way.cost >= min(one.cost for one in self._ended):
                break
            self._straight(way)
        return sorted(self._ended, key=lambda way: way.cost)[:most]

    def _add(self, way: Way) -> None:
        self._added += 1
        heapq.heappush(self._heap, (way.cost, self._added, way))

    def _pop(self) -> Way:
        return heapq.heappop(self._heap)[2]

    def _split(self, way: Way) -> None:
        """Put both sides of a way on the heap, or end it."""
        split = self._best_split(way)
        if split is None:
            self._ended.append(way)
        else:
            for closed in split.sides:
                self._add(self._without(way, closed))

    def _straight(self, way: Way) -> None:
        """End the way where always the better side is taken; other sides stay on the heap, and ways gone astray."""
        for _ in range(_STRAIGHT):
            if self._heap and way.cost > self._heap[0][0] + _ASTRAY * self._grain and self._programs < _MOST_PROGRAMS:
                self._add(way)
                return
            split = self._best_split(way)
            if split is None:
                break
            if split.hidden >= _LARGE * self._grain:
                better, worse = sorted((self._without(way, side) for side in split.sides), key=lambda one: one.cost)
                self._add(worse)
                way = better
            else:
                part = float(way.mix.weight[split.group].sum())
                way = self._without(way, split.sides[int(2.0 * part > 1.0)])
        self._ended.append(way)

    def _without(self, way: Way, closed: Flags) -> Way:
        self._programs += 1
        return Way.of(self._core, self._room, way.open & ~closed, way.mix.prices)

    def _best_split(self, way: Way) -> _Split | None:
        """Return the decision that hides most; none where all of them are small."""
        split = _split(self._core, self._touches, way)
        return None if split is None or split.hidden < _SMALL * self._grain else split


def _useful(core: CorePool, mix: Mix, large: float) -> Flags:
    """Return which points (q,) may matter: all of items that can move so much, of others what may be taken soon."""
    first = core.least
    change = np.abs(core.use - core.use[first][core.row]) * mix.prices
    size = np.maximum.reduceat(change.max(axis=1), first)
    priced = core.cost + core.use @ mix.prices
    regret = priced - np.minimum.reduceat(priced, first)[core.row]
    useful: Flags = (regret <= _PART * change.sum(axis=1)) | (size >= large)[core.row] | (mix.weight > _MIXED)
    useful[first] = True
    return useful


def _split(core: CorePool, touches: Ints, way: Way) -> _Split | None:
    """Return the decision that hides most: between limits touched, or between candidates that touch the same."""
    weight, prices = way.mix.weight, way.mix.prices
    parts = np.flatnonzero((weight > _MIXED) & (weight < 1.0 - _MIXED))
    best: tuple[float, Ints, int, int] | None = None
    for row in np.unique(core.row[parts]).tolist():
        mine = parts[core.row[parts] == row]
        share = weight[mine] / weight[mine].sum()
        for kind in (touches, core.choice):
            groups = kind[mine]
            values, place = np.unique(groups, return_inverse=True)
            if len(values) == 1:
                continue
            each = np.bincount(place, weights=share)
            taken = int(np.argmax(np.minimum(each, 1.0 - each)))
            inside = place == taken
            part = float(each[taken])
            here = share[inside] @ core.use[mine[inside]] / part
            there = share[~inside] @ core.use[mine[~inside]] / (1.0 - part)
            hidden = part * (1.0 - part) * float(np.abs(here - there) @ prices)
            if best is None or hidden > best[0]:
                best = hidden, kind, int(values[taken]), row
            break
    if best is None:
        return None
    hidden, kind, value, row = best
    item = core.row == row
    return _Split(hidden, item & (kind == value), item)
