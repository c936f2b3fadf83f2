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

from stockposture.decomposition.columns import Answer, Tariff
from stockposture.decomposition.core import CorePlan
from stockposture.decomposition.core_openings import find_plan_with_openings
from stockposture.decomposition.core_pool import Wanted
from stockposture.decomposition.crew import Crew
from stockposture.decomposition.lanes import Lanes
from stockposture.decomposition.near import Near, Request, Told
from stockposture.decomposition.openings import Toggles
from stockposture.decomposition.oracle import shares_of
from stockposture.decomposition.partition import Partition, Payload
from stockposture.decomposition.sample import caps_of_sample, sample_of
from stockposture.decomposition.settle import Settled, rough_prices, settle
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture.optimise.effort import Effort
from stockposture.optimise.problem import openings_of
from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.errors import StoppedWithoutPlanError
from stockposture_models.tables.case import Case

#: Most items of a partition; fewest and most of the sample that prices begin with.
PARTITION, SAMPLE = 2_500, (300, 1_000)
#: Parts of the sample.
_SAMPLE_PIECES = 4
#: Up to so many items each is a group of its own in the cutting planes.
_FEW = 2_500
#: Groups of the cutting planes where there are more items than that.
_GROUPS = 300
#: Parts of the asked-for gap that curves between their buffers and prices may each leave open.
_CURVE_PART, _PRICE_PART = 0.1, 0.1
#: Part of it that a plan may be above the bound to be good enough at once.
_PLAN_PART = 0.5

Report = Callable[[str, float, float | None], None]


class Payloads(Sequence[Payload]):
    """The parts of a case, each cut out when it is asked for."""

    def __init__(self, case: Case, rows: Sequence[slice | Ints], weight: Sequence[Floats | None], common: Payload):
        self._case, self._rows, self._weight, self._common = case, rows, weight, common

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, part: int) -> Payload:  # type: ignore[override]  # one at a time is all that is asked for
        return replace(self._common, case=self._case.rows(self._rows[part]), weight=self._weight[part])


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
    """

    cap: Floats
    core: CorePlan
    bound: float
    settled: Settled


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
        self._common = Payload(case, limits, self.opening, _CURVE_PART * effort.gap)
        self._lanes = lanes
        count = len(case.items)
        # Never by the number of workers: the same case gives the same plan wherever it is made.
        pieces = math.ceil(count / PARTITION)
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

    def first_prices(self, terms: Terms) -> Floats:
        """Return prices (m,) from a sample of the items."""
        if len(terms.cap) == 0:
            return np.empty(0)
        size = int(np.clip(len(self.case.items) // 2, *SAMPLE))
        rows, weight = sample_of(self.case, size, self.case.settings.seed)
        parts = np.array_split(np.arange(len(rows)), _SAMPLE_PIECES)
        payloads = Payloads(self.case, [rows[part] for part in parts], [weight[part] for part in parts], self._common)
        with Crew(Partition, payloads, self._lanes) as crew:
            return rough_prices(
                crew,
                [len(part) for part in parts],
                replace(terms, cap=caps_of_sample(self.case, self.limits, terms.cap, rows, weight)),
                self.session,
                seed=self.case.settings.seed,
                report=lambda name, part: self.report(name, part, None),
            )

    def settle(self, terms: Terms, start: Floats) -> Settled:
        """Return the best prices over all items, from prices to begin with."""
        return settle(
            self._crew,
            self._sizes,
            terms,
            self.session,
            start=start,
            groups=self._groups(),
            tolerance=_PRICE_PART * self.effort.gap,
            seed=self.case.settings.seed,
            report=lambda name, part: self.report(name, part, None),
            is_over=lambda: self.effort.is_over,
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

    def plan(self, cap: Floats, start: Floats | None = None) -> Found:
        """Return a plan under caps (m,), and its proof.

        Parameters
        ----------
        cap
            Caps of the limits.
        start
            (m,) prices to begin with; by default a sample's.

        Raises
        ------
        NoPlanFitsError
            If no plan keeps the limits.
        StoppedWithoutPlanError
            If none was found and it is not proven that there is none.
        """
        terms = self.terms(cap)
        settled = self.settle(terms, self.first_prices(terms) if start is None else start)
        dual = settled.dual
        self.report("plan", 0.0, None)
        core = find_plan_with_openings(
            self,
            terms,
            dual.prices,
            self.session,
            bound=dual.bound,
            allowed=_PLAN_PART * self.effort.gap * abs(dual.bound),
            groups=self._groups(),
            seconds=self.effort.seconds_left,
            seed=self.case.settings.seed,
        )
        if core is None and settled.interrupted:
            raise KeyboardInterrupt
        if core is None:
            raise StoppedWithoutPlanError(
                "no plan that keeps all limits was found, nor that there is none -> loosen the tightest limit a little"
            )
        self.report("plan", 1.0, max(0.0, core.cost - dual.bound) / max(abs(core.cost), 1e-12))
        return Found(cap, core, dual.bound, settled)

    def rows(self, found: Found) -> pd.DataFrame:
        """Return the plan's rows."""
        core = found.core
        parts = self._crew.do(
            "rows",
            core.tariff,
            core.closed,
            core.opened,
            self.opening_cost,
            each=[(core.moved(part),) for part in range(len(self._slices))],
            done=lambda count: self.report("reasons", count / len(self._slices), None),
        )
        rows: pd.DataFrame = pd.concat(parts, ignore_index=True)
        return rows
