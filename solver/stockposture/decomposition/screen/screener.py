"""The screen of a partition: its items, offers and splits as the compiled loop wants them, and what the loop lists."""

from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.screen.kept import none_kept, with_room
from stockposture.decomposition.screen.kinds import new_best
from stockposture.decomposition.screen.leanest import least_stocks
from stockposture.decomposition.screen.menu import Menu, menu_of
from stockposture.decomposition.screen.pricetags import PriceTags
from stockposture.decomposition.screen.screen import screen_items
from stockposture.decomposition.screen.sides import Basis, ItemSide, Listed, OfferSide, SplitSide, new_screening
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.splits import Splits, enumerate_splits
from stockposture_models.candidates.terms import POSTURES, Flags, Floats, Ints, ItemTerms, OfferTerms
from stockposture_models.tables.bands import buffer_bounds
from stockposture_models.tables.case import Case
from stockposture_models.tables.days import DAYS_A_YEAR
from stockposture_models.tables.settings import SpaceBasis
from stockposture_models.theory.quick import new_room
from stockposture_models.theory.quick_offers import QuickOffers
from stockposture_models.theory.quick_table import quick_floor

#: Candidates listed at a time.
_ROOM = 400_000


@dataclass(frozen=True)
class Listing:
    """Candidates that may matter, by item and then by bound.

    Parameters
    ----------
    candidates
        c candidates.
    bound
        (c,) what each costs at least.
    buffer
        (c,) where the bound lies, units.
    """

    candidates: Candidates
    bound: Floats
    buffer: Floats

    @property
    def item(self) -> Ints:
        """(c,) row of the item."""
        return self.candidates.item


class Screener:
    """Screens the items of a case that have demand.

    Parameters
    ----------
    case, items, offers
        The part of the case.
    keeps
        Whether quick floors are kept from one look to the next: some 10 kB an item.

    Attributes
    ----------
    splits
        All splits of these items, and of the others.
    usual
        Items that it knows to screen, ascending.
    kept
        Quick floors kept for the next look.
    weighed
        (items,) candidates that were there to choose from, once an item was looked at.
    """

    def __init__(self, case: Case, items: ItemTerms, offers: OfferTerms, *, keeps: bool) -> None:
        splits = enumerate_splits(offers, case.settings.split_grid)
        self.splits: Splits = splits.take((items.demand_mean[splits.item] > 0) | ~splits.used[:, 1])
        self.items, self.offers, self.settings = items, offers, case.settings
        self.menu: Menu = menu_of(case.settings)
        self.weighed = np.zeros(len(case.items), dtype=np.int64)
        self.usual = np.flatnonzero(items.demand_mean > 0)
        self.kept = none_kept(*((len(self.splits), int(self.menu.number.max()) + 1) if keeps else (0, 0)))
        self._first = np.searchsorted(self.splits.item, np.arange(len(case.items) + 1)).astype(np.int64)
        bounds = [buffer_bounds(case.items, case.settings.postures.of(name)) for name in POSTURES]
        self._lower = np.stack([lower for lower, _ in bounds], axis=1)
        self._upper = np.stack([upper for _, upper in bounds], axis=1)

    def look(
        self,
        todo: Ints,
        low: PriceTags,
        known: Floats,
        single: Flags,
        stretch: float,
        left: Floats,
        seen: QuickOffers,
    ) -> Listing:
        """List what may matter of some items.

        Parameters
        ----------
        todo
            (k,) items with demand, ascending.
        low
            Low prices of the box.
        known
            (items,) what each item is known to cost at its high prices, ``inf`` where nothing is known.
        single
            (items,) whether an item has no second choice yet: its list then reaches to one.
        stretch
            How far the list reaches above the least bound where nothing is known.
        left
            (splits,) least bound of what is out. A split is not looked at where it reaches what is known of its item,
            if that has a second choice; it is set, for all other splits of these items, to the least bound of what is
            not listed.
        seen
            The offers, and any more rows, as the quick floor sees them.
        """
        item_side, offer_side, terms, splits = self._sides(low, known, single)
        # Room to work in is made each time: partitions are many, and wait most of the time.
        quick, best = quick_floor(), new_best()
        room = new_room()
        work = new_screening(int(np.diff(self._first).max(initial=1)), len(self.menu.posture))
        found: list[tuple[np.ndarray, ...]] = []
        begin = 0
        most = max(_ROOM, work.bound.size)
        self.kept = with_room(self.kept, len(todo))
        while begin < len(todo):
            item, split, row = (np.empty(most, dtype=np.int64) for _ in range(3))
            listed = Listed(item, split, row, *np.empty((3, most)))
            begin, count = screen_items(
                begin,
                todo,
                item_side,
                offer_side,
                splits,
                self.menu,
                terms,
                quick,
                seen,
                room,
                self.kept,
                work,
                best,
                listed,
                stretch,
                left,
                self.weighed,
            )
            found.append(tuple(column[:count].copy() for column in listed))
        return self._listing(found)

    def least_stocks(self, none: PriceTags, seen: QuickOffers) -> tuple[Floats, Floats]:
        """Return what mean on-hand and peak stock of each split are never below, (s,) each; ``inf`` where unused.

        ``none`` are prices of 0; ``seen`` as of :meth:`look`.
        """
        count = len(self.items.demand_mean)
        nothing = (np.full(count, np.inf), np.zeros(count, dtype=np.bool_))
        item_side, offer_side, terms, splits = self._sides(none, *nothing)
        work = new_screening(int(np.diff(self._first).max(initial=1)), len(self.menu.posture))
        on_hand, peak = np.full((2, len(self.splits)), np.inf)
        self.kept = with_room(self.kept, len(self.usual))
        least_stocks(
            self.usual,
            item_side,
            offer_side,
            splits,
            self.menu,
            terms,
            quick_floor(),
            seen,
            self.kept,
            new_room(),
            work,
            on_hand,
            peak,
        )
        return on_hand, peak

    def _sides(self, low: PriceTags, known: Floats, single: Flags) -> tuple[ItemSide, OfferSide, Basis, SplitSide]:
        """Return what compiled loops go by, at low prices."""
        items, offers, basis = self.items, self.offers, self.settings.capital_basis
        mean = items.demand_mean
        item_side = ItemSide(
            mean=mean,
            deviation=items.demand_sd,
            backorder=items.backorder,
            short=DAYS_A_YEAR * mean * items.stockout_cost,
            holding=items.holding,
            obsolescence=items.obsolescence,
            space=items.volume * (items.storage_cost + low.space),
            shelf_life=items.shelf_life,
            cheapest=items.cheapest,
            lower=self._lower,
            upper=self._upper,
            allowed=items.allowed,
            known=known,
            single=single,
        )
        offer_side = OfferSide(
            price=offers.price,
            landed=offers.price + offers.freight,
            lead=offers.lead,
            order_cost=offers.order_cost,
            moq=offers.moq,
            payables=offers.price * offers.payment_days if basis.deducts_payables else np.zeros_like(offers.price),
            bought=offers.price * low.bought,
            region=offers.region,
        )
        terms = Basis(low.capital, low.payables, basis.counts_in_transit, self.settings.space_basis is SpaceBasis.PEAK)
        # Splits that were added since, of unusual items, come after those of ``first``.
        splits = SplitSide(
            self._first, np.ascontiguousarray(self.splits.offers), np.ascontiguousarray(self.splits.shares)
        )
        return item_side, offer_side, terms, splits

    def _listing(self, found: list[tuple[np.ndarray, ...]]) -> Listing:
        if not found:
            found = [(np.empty(0, dtype=np.int64),) * 3 + (np.empty(0),) * 3]
        item, split, row, bound, at, upper = (np.concatenate(columns) for columns in zip(*found, strict=True))
        order = np.lexsort((row, split, bound, item))
        posture = self.menu.posture[row]
        candidates = Candidates(
            self.splits,
            split,
            posture.astype(np.int8),
            self.menu.interval[row],
            self._lower[item, posture],
            upper.astype(np.int64),
        )
        return Listing(candidates.take(order), bound[order], at[order])
