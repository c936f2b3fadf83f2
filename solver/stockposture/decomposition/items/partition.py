"""A partition: some items of a case with what is known of their candidates, and all that is asked of it.

The state is a pure function of the payload and of the screens made so far, so a partition lost with its worker can be
made again anywhere.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stockposture.decomposition.columns.columns import Answer, Columns, Tariff, chosen, price
from stockposture.decomposition.columns.near import Near, Request, Told, near, told
from stockposture.decomposition.columns.openings import Toggles, toggles, without
from stockposture.decomposition.columns.pool import Pool
from stockposture.decomposition.items.archive import Archive
from stockposture.decomposition.items.best import best_and_second, note_least
from stockposture.decomposition.items.capacity import within_capacity
from stockposture.decomposition.items.known import columns_of
from stockposture.decomposition.items.leanest import leanest_columns
from stockposture.decomposition.items.nodes import first_nodes, next_nodes
from stockposture.decomposition.items.unusual import unusual_candidates
from stockposture.decomposition.screen.pricetags import PriceTags
from stockposture.decomposition.screen.rest import Beaten, key_of, move_of
from stockposture.decomposition.screen.screener import Listing, Screener
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import Economics, evaluate, table_of
from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import Flags, Floats, Ints, item_terms, offer_terms
from stockposture_models.tables.case import Case

if TYPE_CHECKING:
    from stockposture_models.theory.offer_table import OfferTable

#: How many of an item's candidates are evaluated at a time, best bounds first: each may rule others out.
_WAVES = (1, 2, 4, 10_000)
#: The same where only prices are looked for.
_GLANCES = (1, 1, 2)
#: Buffers kept on either side of a candidate's cheapest.
_BESIDE = 4
#: Most rounds of new buffers where prices put the optimum.
_ROUNDS = 6
#: How far the list of an item reaches above its least bound, where nothing is known of its cost.
_STRETCH = 1.12


@dataclass(frozen=True)
class Payload:
    """What a partition is made of.

    Parameters
    ----------
    case
        The part of the case.
    limits
        The limits of the whole case.
    opening
        (suppliers,) opening that a supplier needs, -1 for none.
    slack
        Part of an item's cost that its curve may leave open between its buffers.
    keeps
        Whether what screens work out without prices is kept for the next: faster, some 10 kB an item.
    weight
        (n,) how many items each one stands for, in a sample; ``None`` for one each.
    """

    case: Case
    limits: Limits
    opening: Ints
    slack: float
    keeps: bool = True
    weight: Floats | None = None


@dataclass(frozen=True)
class Progress:
    """What a screen did: candidates there are, candidates evaluated, points evaluated; all so far."""

    weighed: int
    evaluated: int
    points: int


class Partition:
    """Items with their candidates; see the module."""

    def __init__(self, payload: Payload) -> None:
        self.case, self.limits, self.payload = payload.case, payload.limits, payload
        self.items = item_terms(self.case)
        self.offers = within_capacity(offer_terms(self.case), self.items, self.limits)
        self.count = len(self.case.items)
        self.screener = Screener(self.case, self.items, self.offers, keeps=payload.keeps)
        #: Least bound at the prices ``low`` of what is out, by split.
        self.left, self.low = np.full(len(self.screener.splits), np.inf), np.zeros(len(self.limits))
        self.evaluated = self.points = 0
        self._begun = False
        self.pool = Pool.none(self.screener.splits)
        self._columns: Columns | None = None
        self.beaten = Beaten.none()
        self._archive = Archive(self.pool) if payload.keeps else None

    # -- the screen ----------------------------------------------------------------------------------------------

    def glance(self, prices: Floats) -> Progress:
        """Evaluate the few candidates of each item that look best at prices (m,): enough to find out about prices."""
        tags, nobody = self._tags(prices), np.zeros(self.count, dtype=np.bool_)
        self.low = prices
        known = self._least(tags)
        self.left[:] = -np.inf  # all are looked at
        found = self._look(self.screener.usual, tags, known, single=nobody)
        self._evaluate_waves(found, tags, known, _GLANCES)
        return self._progress()

    def screen(self, low: Floats, prices: Floats, high: Floats, drop: bool) -> Progress:  # noqa: FBT001 - by place
        """Find and evaluate what may matter at prices between ``low`` and ``high`` (m,), around ``prices``.

        Items screened before are looked at again only where what was ruled out might matter now. With ``drop``, what
        the buffers now known rule out in the box is dropped.
        """
        tags_low, tags_high = self._tags(low, other_end=high), self._tags(high, other_end=low)
        known = np.full(self.count, np.inf)
        todo = self.screener.usual
        if self._begun:
            known = self._least(tags_high)
            splits = self.screener.splits
            move = move_of(self.low, low, known, splits, self.items, self.offers, self.limits, is_signed=self.is_signed)
            self.left, self.beaten = move.of_bounds(self.left), self.beaten.moved(move)
            todo = np.flatnonzero(self.rest < known)
        self.low = low
        while len(todo):
            found = self._look(todo, tags_low, known, single=self._best_and_second()[1] < 0)
            self._take_back(found, tags_low, tags_high, known)
            self._evaluate_waves(found, tags_high, known)
            self._add_second_choices(found)
            # The list of an item of unknown cost may have been too short.
            todo = np.flatnonzero(self.rest < known)
        self._sharpen(prices)
        if drop:
            self._drop(tags_low, tags_high)
            self.pool = self.pool.thinned(self._priced(self._tags(prices)), _BESIDE)
        return self._progress()

    def _look(self, todo: Ints, low: PriceTags, known: Floats, *, single: Flags) -> Listing:
        """List what may matter of some items; the first time, begin with all candidates of unusual ones besides."""
        found = self.screener.look(todo, low, known, single, _STRETCH, self.left, self._table.quick)
        if not self._begun:
            self._begun = True
            # Besides items without demand: those that have no candidate as their rules stand.
            odd = np.flatnonzero(self.screener.weighed == 0)
            candidates = unusual_candidates(self.case, self.offers, self.screener.splits, odd)
            self.screener.splits = candidates.splits
            self.left = np.append(self.left, np.full(len(candidates.splits) - len(self.left), np.inf))
            self.screener.weighed += np.bincount(candidates.item, minlength=self.count)
            self.pool = self._evaluated(candidates, first_nodes(candidates, None, self.items, self.offers))
            self.screener.usual = np.setdiff1d(self.screener.usual, odd)
        return found

    # -- questions -----------------------------------------------------------------------------------------------

    @property
    def columns(self) -> Columns:
        """What is known, as plain arrays."""
        if self._columns is None:
            self._columns = columns_of(self)
        return self._columns

    def price(self, tariff: Tariff, groups: int) -> Answer:
        """Return what the items come to at prices; see :func:`stockposture.decomposition.columns.columns.price`."""
        return price(self.columns, tariff, groups)

    def price_without(self, tariff: Tariff, closed: Flags, groups: int) -> Answer:
        """Return what the items come to at prices without closed openings."""
        return price(without(self.columns, closed), tariff, groups)

    def price_leanest(self, tariff: Tariff, groups: int) -> Answer:
        """Return what the items come to at prices if all they do is use as little as they can, at no cost."""
        return price(self._leanest, tariff, groups)

    def toggles(self, tariff: Tariff, closed: Flags) -> Toggles:
        """Return what closing and opening does; see :func:`stockposture.decomposition.columns.openings.toggles`."""
        return toggles(self.columns, tariff, closed)

    def near(self, request: Request) -> Near:
        """Return what the core needs; see :func:`stockposture.decomposition.columns.near.near`."""
        return near(self.columns, request)

    def told(self, request: Request, item: Ints, movers: Ints) -> Told:
        """Return the points of the core's items; see :func:`stockposture.decomposition.columns.near.told`."""
        return told(self.columns, request, item, movers)

    def rows(
        self, tariff: Tariff, closed: Flags, opened: Flags, opening_cost: Floats, moved: tuple[Ints, Ints]
    ) -> pd.DataFrame:
        """Return the items' rows of the plan: least points at the prices, but for what the core moved.

        Parameters
        ----------
        tariff, closed
            Prices of the limits; (f,) openings that no item may need.
        opened, opening_cost
            (f,) openings that the plan pays, and what each costs.
        moved
            Items and the points they take instead.
        """
        from stockposture.decomposition.items.finish import rows_of  # words and tables: not before they are needed

        taken = chosen(self.columns, tariff, closed)
        taken[moved[0]] = moved[1]
        return rows_of(self, taken, tariff.limit, opened, opening_cost)

    @property
    def rest(self) -> Floats:
        """(n,) least bound, at the prices ``low``, of what is out of each item; ``inf`` for nothing."""
        rest = np.full(self.count, np.inf)
        np.minimum.at(rest, self.screener.splits.item, self.left)
        return rest

    # -- parts ---------------------------------------------------------------------------------------------------

    @cached_property
    def _leanest(self) -> Columns:
        return leanest_columns(self)

    def least_stocks(self, none: PriceTags) -> tuple[Floats, Floats]:
        """Return what mean on-hand and peak stock of each split are never below, units; ``none`` are prices of 0."""
        return self.screener.least_stocks(none, self._table.quick)

    @cached_property
    def _table(self) -> "OfferTable":
        return table_of(self.offers)

    def _progress(self) -> Progress:
        self._columns = None
        # Made again sooner than a million items' tables find a place in memory.
        self.__dict__.pop("_table", None)
        return Progress(int(self.screener.weighed.sum()), self.evaluated, self.points)

    def _tags(self, prices: Floats, other_end: Floats | None = None) -> PriceTags:
        return PriceTags.of(prices, self.limits, self.items, self.offers, other_end=other_end)

    def _priced(self, tags: PriceTags) -> Floats:
        return tags.priced(self.pool, self.items, self.offers, deducts_payables=self.is_signed)

    def priced(self, pool: Pool, prices: Floats) -> Floats:
        """Return relevant cost plus the priced use of every limit at the buffers of a pool, (c, k)."""
        return self._tags(prices).priced(pool, self.items, self.offers, deducts_payables=False)

    def evaluate(self, candidates: Candidates, buffer: Floats) -> Economics:
        """Return the figures of candidates at buffers (c, k)."""
        self.points += buffer.size
        return evaluate(candidates, buffer, self.items, self.offers, self.case.settings, self._table)

    def _least(self, tags: PriceTags) -> Floats:
        """Return the least priced cost of each item over the pool, (n,); ``inf`` for none."""
        return self._of_items(self._priced(tags))

    def _of_items(self, priced: Floats) -> Floats:
        """Return the least of each item, (n,), of a priced pool (c, k); ``inf`` for none."""
        least = np.full(self.count, np.inf)
        note_least(self.pool, priced, least)
        return least

    @property
    def is_signed(self) -> bool:
        """Whether payables are a negative use of capital."""
        return self.case.settings.capital_basis.deducts_payables

    def _evaluated(self, candidates: Candidates, buffer: Floats) -> Pool:
        self.evaluated += len(candidates)
        return Pool.of(candidates, self.evaluate(candidates, buffer))

    def _evaluate_waves(self, found: Listing, tags: PriceTags, known: Floats, waves: tuple[int, ...] = _WAVES) -> None:
        """Evaluate what was listed, best bounds first, until no bound is below what its item is known to cost.

        ``known`` (n,), what the items cost at most by the pool, falls to what is known then.
        """
        key, item = key_of(found.candidates), found.item
        left = ~np.isin(key, key_of(self.pool.candidates))
        bound = np.maximum(found.bound, self.beaten.of(key))
        new: list[Pool] = []
        for most in waves:
            rows = np.flatnonzero(left & (bound < known[item]))
            if len(rows) == 0:
                break
            own = item[rows]
            rows = rows[np.arange(len(rows)) - np.searchsorted(own, own) < most]
            new.append(self._worked_out(found, rows))
            priced = tags.priced(new[-1], self.items, self.offers, deducts_payables=self.is_signed)
            note_least(new[-1], priced, known)
            left[rows] = False
        self.pool = self.pool.joined(*new)
        np.minimum.at(self.left, found.candidates.split[left], bound[left])

    def _worked_out(self, found: Listing, rows: Ints) -> Pool:
        candidates = found.candidates.take(rows)
        return self._evaluated(candidates, first_nodes(candidates, found.buffer[rows], self.items, self.offers))

    def _take_back(self, found: Listing, low: PriceTags, high: PriceTags, known: Floats) -> None:
        """Take back of what is listed what was dropped before, but what its curve rules out now.

        ``known`` as of :meth:`_evaluate_waves`.
        """
        if self._archive is None:
            return
        key = key_of(found.candidates)
        maybe = (self.beaten.of(key) < known[found.item]) & ~np.isin(key, key_of(self.pool.candidates))
        back = self._archive.get(key[maybe])
        if len(back) == 0:
            return
        note_least(back, high.priced(back, self.items, self.offers, deducts_payables=self.is_signed), known)
        bound = _lowest(back, low.priced(back, self.items, self.offers, deducts_payables=self.is_signed))
        out = bound > known[back.item]
        self.beaten = self.beaten.joined(key_of(back.candidates.take(out)), bound[out])
        self.pool = self.pool.joined(back.take(~out))

    def _add_second_choices(self, found: Listing) -> None:
        """Evaluate the best listed candidate of another posture or other suppliers, where the pool has none."""
        best, second = self._best_and_second()
        rows = np.flatnonzero((second < 0)[found.item])
        listed = found.candidates.take(rows)
        rows = rows[~_alike(listed, self.pool.candidates.take(best[listed.item]))]
        _, firsts = np.unique(found.item[rows], return_index=True)
        self.pool = self.pool.joined(self._worked_out(found, rows[firsts]))

    def _best_and_second(self, priced: Floats | None = None) -> tuple[Ints, Ints]:
        """Return the rows of each item's cheapest and of its second choice; by relevant cost if not by another."""
        return best_and_second(self.pool, self.pool.relevant if priced is None else priced, self.count)

    def _sharpen(self, prices: Floats) -> None:
        """Add buffers until curves may lie below their items' least known points by the slack at most."""
        tags = self._tags(prices)
        priced = self._priced(tags)
        least = self._of_items(priced)
        inside, segment = self.pool.lowest_inside(priced)
        # What is known of an item only falls: no curve that needs no buffers now needs any later.
        rows = np.flatnonzero(inside < self._mark(least)[self.pool.item])
        part, priced, segment = self.pool.take(rows), priced[rows], segment[rows]
        done = []
        for number in range(_ROUNDS):
            if len(rows) == 0:
                break
            nodes = next_nodes(part.buffer, priced, segment)
            part = part.with_buffers(self.evaluate(part.candidates, nodes))
            priced = tags.priced(part, self.items, self.offers, deducts_payables=self.is_signed)
            note_least(part, priced, least)
            inside, segment = part.lowest_inside(priced)
            is_open = inside < self._mark(least)[part.item]
            closed = ~is_open if number < _ROUNDS - 1 else np.ones(len(rows), dtype=np.bool_)
            done.append((rows[closed], part.take(closed)))
            rows, part, priced, segment = rows[is_open], part.take(is_open), priced[is_open], segment[is_open]
        self.pool = self.pool.replaced(done)

    def _mark(self, least: Floats) -> Floats:
        """Return how low the curves of each item may lie between their buffers, (n,)."""
        mark: Floats = least - self.payload.slack * np.abs(least)
        return mark

    def _drop(self, low: PriceTags, high: PriceTags) -> None:
        """Drop what the buffers now known rule out in the whole box, but each item's second choice."""
        priced = self._priced(low)
        bound = _lowest(self.pool, priced)
        out = bound > self._least(high)[self.pool.item]
        best, second = self._best_and_second(priced)
        out[best[best >= 0]] = False
        out[second[second >= 0]] = False
        # Screens never list the candidates of unusual items: what was dropped of them could not come back.
        out &= np.isin(self.pool.item, self.screener.usual)
        dropped = self.pool.take(out)
        key = key_of(dropped.candidates)
        np.minimum.at(self.left, dropped.candidates.split, bound[out])
        self.beaten = self.beaten.joined(key, bound[out])
        if self._archive is not None:
            self._archive.put(key, dropped)
        self.pool = self.pool.take(~out)


def _lowest(pool: Pool, priced: Floats) -> Floats:
    """Return what each curve of a pool is never below at any buffer, (c,), by its priced cost (c, k) at some."""
    lowest: Floats = np.minimum(priced.min(axis=1), pool.lowest_inside(priced)[0])
    return lowest


def _alike(candidates: Candidates, others: Candidates) -> Flags:
    """Return which candidates have the posture and the suppliers of as many others, one by one."""
    alike: Flags = (candidates.offers == others.offers).all(axis=1)
    alike &= candidates.posture == others.posture
    return alike
