"""Many items: price the limits, let each item decide alone, hand the core to the mixed-integer model, prove the rest.

The case is cut into partitions that stay with the workers that hold them. Prices to begin with come from a sample; a
screen in a box around them keeps what may matter; the dual's best prices over what is kept give the bound; the core
turns them into a plan that keeps every limit.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd

from stockposture.decomposition.columns.columns import Answer, Tariff
from stockposture.decomposition.columns.near import Near, Request, Told
from stockposture.decomposition.columns.openings import Toggles
from stockposture.decomposition.core.openings import find_plan_with_openings
from stockposture.decomposition.core.plan import CorePlan
from stockposture.decomposition.core.pool import Wanted
from stockposture.decomposition.crew.crew import Crew
from stockposture.decomposition.crew.lanes import Lanes
from stockposture.decomposition.items.join import joined
from stockposture.decomposition.items.partition import Partition, Payload
from stockposture.decomposition.items.payloads import Payloads
from stockposture.decomposition.prices.box import Box
from stockposture.decomposition.prices.excess import least_excess, no_plan_fits
from stockposture.decomposition.prices.market import Leanest, Market
from stockposture.decomposition.prices.oracle import shares_of
from stockposture.decomposition.prices.sample import Sampler, sample_sizes
from stockposture.decomposition.prices.sampled import box_of_sample
from stockposture.decomposition.prices.settle import Settled, box_after, settle, settled_within
from stockposture.decomposition.prices.trend import foretold
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture.optimise.effort import Effort
from stockposture.optimise.problem import openings_of
from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import Flags, Floats
from stockposture_models.errors import StoppedWithoutPlanError
from stockposture_models.tables.case import Case

#: Most items of a partition.
PARTITION = 2_500
#: Fewest partitions, as far as these many items each go round: work for a few threads.
_LEAST_PARTITIONS, _LEAST_ITEMS = 4, 250
#: Up to so many items each is a group of its own in the cutting planes.
_FEW = 2_500
#: Groups of the cutting planes where there are more items than that.
_GROUPS = 300
#: Up to so many items screens keep what the next can use: 1 GB.
_KEPT = 100_000
#: Parts of the asked-for gap that may be left open by curves between their buffers, by prices among points, and by
#: prices outside of what was screened.
_CURVE_PART, _PRICE_PART, _BOUND_PART = 0.1, 0.1, 0.3
#: The core moves so many average items at ease; where prices leave more to be moved, they are balanced first.
_MOVED = 100.0
#: Part of it that a plan may be above the bound to be good enough at once.
_PLAN_PART = 0.5
#: The same under each further set of caps: no more is done than the gap asks for.
_PLAN_PART_NEAR = 0.9
#: The same where that was missed: a core of finer moves.
_PLAN_PART_LAST = 0.1
#: Of so many items some plan is that near; a search that missed it is made again where prices are higher by this part,
#: so that all others leave the core a little room.
_SMOOTH, _DEARER = 20_000, 5e-4


Report = Callable[[str, float, float | None], None]


@dataclass(frozen=True)
class Found:
    """A plan, its bound, and what was done for it.

    Parameters
    ----------
    cap
        (m,) the caps it keeps.
    core
        The plan.
    bound
        Lower bound of the relevant cost of every plan, currency/yr.
    settled
        Best prices, candidates weighed and evaluated.
    points
        Caps and best prices, (m,) each: those it began with, if any, and its own.
    """

    cap: Floats
    core: CorePlan
    bound: float
    settled: Settled
    points: tuple[tuple[Floats, Floats], ...]


class Decomposition:
    """A case in partitions, ready to be planned under one set of caps after the other.

    Parameters
    ----------
    case
        The case.
    limits
        Its limits; under other caps they must be the same ones.
    lanes
        Where the work is done.
    session
        The solver.
    effort
        Gap and time.
    report
        Called with the stage, how much of it is done, and the proven gap once there is a plan.
    """

    def __init__(
        self, case: Case, limits: Limits, lanes: Lanes, session: HighsSession, effort: Effort, report: Report
    ) -> None:
        self.case, self.limits, self.session, self.effort, self.report = case, limits, session, effort, report
        self.opening, self.opening_cost = openings_of(case)
        keeps = len(case.items) <= _KEPT
        self._common = Payload(case, limits, self.opening, _CURVE_PART * effort.gap, keeps)
        self._lanes = lanes
        count = len(case.items)
        # Never by the number of workers: the same case gives the same plan wherever it is made.
        pieces = max(math.ceil(count / PARTITION), min(_LEAST_PARTITIONS, count // _LEAST_ITEMS), 1)
        edges = np.linspace(0, count, pieces + 1).astype(int)
        self._slices = [slice(int(a), int(b)) for a, b in itertools.pairwise(edges)]
        self._sizes = [part.stop - part.start for part in self._slices]
        self._crew = Crew(Partition, Payloads(case, self._slices, [None] * pieces, self._common), lanes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._crew.close()

    def terms(self, cap: Floats) -> Terms:
        """Return limits and openings under other caps (m,)."""
        return Terms(cap, self.limits.overflow, self.limits.overflow_cost, self.opening_cost)

    def first_box(self, terms: Terms) -> Box:
        """Return prices to begin with, from samples of the items, each larger than the one before."""
        box = Box(*(np.zeros(len(terms.cap)) for _ in range(3)))
        if len(terms.cap) == 0:
            return box
        sizes = sample_sizes(len(self.case.items))
        sampler = Sampler(self.case, self.limits)
        for number, size in enumerate(sizes):

            def report(part: float, number: int = number) -> None:
                self.report("sample", (number + part) / len(sizes), None)

            before = box if number else None
            box = box_of_sample(
                sampler,
                self._common,
                terms,
                size,
                self._lanes,
                self.session,
                before=before,
                report=report,
                doubt=lambda: self.require_fit(terms),
            )
        return box

    def _market(self, terms: Terms) -> Market:
        seed = self.case.settings.seed
        return Market(self._crew, self._sizes, terms, self.session, groups=self._groups(), seed=seed)

    def settle(self, terms: Terms, box: Box, scale: float = 0.0) -> Settled:
        """Return the best prices over all items, looked for among such in a box first; ``scale`` is what all cost."""
        return settle(
            self._market(terms),
            box,
            tolerance=_PRICE_PART * self.effort.gap,
            enough=_BOUND_PART * self.effort.gap,
            report=lambda name, part: self.report(name, part, None),
            is_over=lambda: self.effort.is_over,
            scale=scale,
        )

    def near(self, request: Request) -> list[Near]:
        """Return what every partition tells the core."""
        answers: list[Near] = self._crew.do("near", request)
        return answers

    def told(self, request: Request, wanted: Sequence[Wanted]) -> list[Told]:
        """Return the points of the core's items."""
        answers: list[Told] = self._crew.do("told", request, each=[(one.item, one.movers) for one in wanted])
        return answers

    def toggles(self, tariff: Tariff, closed: Flags) -> list[Toggles]:
        """Return what closing and opening suppliers does."""
        answers: list[Toggles] = self._crew.do("toggles", tariff, closed)
        return answers

    def price_without(self, tariff: Tariff, groups: int, closed: Flags) -> list[Answer]:
        """Return one answer a partition, without closed suppliers."""
        each = [(one,) for one in shares_of(groups, self._sizes)]
        answers: list[Answer] = self._crew.do("price_without", tariff, closed, each=each)
        return answers

    def _groups(self) -> int:
        count = len(self.case.items)
        return count if count <= _FEW else _GROUPS

    def settle_near(self, terms: Terms, near: Found) -> Settled:
        """Return the best prices under these limits, from those under others.

        Notes
        -----
        What was evaluated so far tells nearly all of how far prices move, so the box around the new ones is small.
        Where the box last screened tells enough, none is screened.
        """
        market, tolerance = self._market(terms), _PRICE_PART * self.effort.gap
        within = settled_within(market, near.settled, foretold(terms.cap, near.points), tolerance=tolerance)
        if within.free.value - within.dual.bound <= _BOUND_PART * self.effort.gap * within.scale:
            return within
        before, after = (one.free.prices.limit for one in (near.settled, within))
        return self.settle(terms, box_after(before, after, terms, within.scale), within.scale)

    def plan(self, cap: Floats, near: Found | None = None) -> Found:
        """Return a plan under caps (m,), and its proof.

        Parameters
        ----------
        cap
            Caps of the limits.
        near
            What was found under other caps, to begin with; by default samples of the items tell.

        Raises
        ------
        NoPlanFitsError
            If no plan keeps the limits.
        StoppedWithoutPlanError
            If none was found and it is not proven that there is none.
        """
        terms = self.terms(cap)
        if near is None:
            settled, tries = self.settle(terms, self.first_box(terms)), [(_PLAN_PART, 0.0)]
        else:
            settled, tries = self.settle_near(terms, near), [(_PLAN_PART_NEAR, 0.0), (_PLAN_PART_LAST, 0.0)]
        if len(self.case.items) >= _SMOOTH:
            tries.insert(1, (_PLAN_PART, _DEARER))
        if settled.free.runaway:
            self.require_fit(terms)
        dual = settled.dual
        prices, market = settled.free.prices, self._market(terms)
        if market.unbalanced(settled.free) * len(self.case.items) > _MOVED:
            prices = market.balanced(settled.free)
        self.report("plan", 0.0, None)
        core: CorePlan | None = None
        for part, dearer in tries:
            other = find_plan_with_openings(
                self,
                terms,
                replace(prices, limit=(1.0 + dearer) * prices.limit),
                self.session,
                bound=dual.bound,
                allowed=part * self.effort.gap * abs(dual.bound),
                groups=self._groups(),
                seconds=self.effort.seconds_left,
                seed=self.case.settings.seed,
            )
            core = min((one for one in (core, other) if one is not None), key=lambda one: one.cost, default=None)
            if core is not None and core.cost - dual.bound <= self.effort.gap * abs(core.cost):
                break
        if core is None and settled.interrupted:
            raise KeyboardInterrupt
        if core is None:
            self.require_fit(terms)
            raise StoppedWithoutPlanError(
                "no plan that keeps all limits was found, nor that there is none -> loosen the tightest limit a little"
            )
        self.report("plan", 1.0, max(0.0, core.cost - dual.bound) / max(abs(core.cost), 1e-12))
        last = near.points[-1:] if near is not None else ()
        return Found(cap, core, dual.bound, settled, (*last, (cap, settled.free.prices.limit)))

    def require_fit(self, terms: Terms) -> None:
        """Say so if it can be proven that no plan keeps the limits.

        Raises
        ------
        NoPlanFitsError
            Which limits cannot hold, by how much, and the least that each needs.
        """
        if self.case.settings.capital_basis.deducts_payables:
            return
        self.report("limits", 0.0, None)
        excess = least_excess(
            Leanest(self._crew, self._sizes), terms, self.session, groups=self._groups(), seed=self.case.settings.seed
        )
        if excess.proves:
            raise no_plan_fits(excess, self.limits.describe, self.limits.fields)

    def rows(self, found: Found, *, is_last: bool = False) -> pd.DataFrame:
        """Return the plan's rows; if this is the last question, each partition goes when it has answered."""
        core = found.core
        parts = self._crew.do(
            "rows",
            core.tariff,
            core.closed,
            core.opened,
            self.opening_cost,
            each=[(core.moved(part),) for part in range(len(self._slices))],
            done=lambda count: self.report("reasons", count / len(self._slices), None),
            is_last=is_last,
        )
        return joined(parts)
