"""The search: price the limits, prune what the prices rule out, solve the core that is left, prove the rest."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from stockposture.highs.session import HighsSession
from stockposture.optimise.core import Excess, Priced, lowered
from stockposture.optimise.curves import Curves, first_curves, refine
from stockposture.optimise.dual import Relaxation, least_cost_points, relax
from stockposture.optimise.effort import Effort
from stockposture.optimise.feasibility import fitting_points, leanest_plan, leanest_points
from stockposture.optimise.incumbent import Incumbent, better
from stockposture.optimise.mip import MipAnswer, solve_points
from stockposture.optimise.points import Points, points_at, points_of
from stockposture.optimise.prices import Prices
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.errors import StoppedWithoutPlanError

#: Most rounds of refining the curves for the prices, and of core models.
_PRICE_ROUNDS, _CORE_ROUNDS, _SHARPEN_ROUNDS = 12, 8, 10
#: Factor by which the core's reach grows; a small core often proves enough, in a fraction of the time.
_REACH_FACTOR, _SHORT_REACHES = 3.0, 2
#: Cores of at most so many whole-unit points are solved as they are: at once, or when nothing else helps.
_FEW_POINTS, _MANY_POINTS = 1_500, 100_000
#: Part of a mixed model's bound given up for bends between nodes that slopes at the nodes do not show. Measured: a
#: chord lay above its lowered curve in 5 of 6,000 random candidates, by at most 5e-5 of that one item's cost.
_BENDS = 5e-6
#: Most nodes of the solver's tree: looking for plans, proving bounds.
_QUICK_NODES, _PROOF_NODES = 200, 20_000
#: Parts of the asked-for gap that the prices, the chords between nodes and the solver may each leave open.
_PRICE_PART, _CHORD_PART, _SOLVER_PART = 0.2, 0.2, 0.3

Report = Callable[[str, float | None], None]


@dataclass(frozen=True)
class Found:
    """What the search found.

    Parameters
    ----------
    incumbent
        The plan.
    bound
        Lower bound of the relevant cost of every plan within the limits, currency/yr.
    prices
        Prices on the limits at which most of the bound was proven.
    curves
        The curves as far as they were refined.
    interrupted
        Whether it was broken off by Ctrl-C.
    """

    incumbent: Incumbent
    bound: float
    prices: Prices
    curves: Curves
    interrupted: bool = False


def search(problem: Problem, session: HighsSession, effort: Effort, report: Report) -> Found:
    """Find a plan and prove how good it is.

    Parameters
    ----------
    problem
        What to choose from, under which limits.
    session
        The solver.
    effort
        Gap and time.
    report
        Called with the stage and, once known, the proven gap.

    Raises
    ------
    NoPlanFitsError
        If no plan keeps the limits.
    StoppedWithoutPlanError
        If time ran out, or the solver gave up on a tight fit, before any plan was found.
    """
    report("cost curves", None)
    curves = first_curves(problem)
    report("limits", None)
    fitting = fitting_points(problem, curves, session, seconds=effort.seconds_left)
    start = fitting.joined(least_cost_points(problem, curves))
    report("prices", None)
    curves, relaxation, at_prices = _price(problem, curves, session, effort, start)
    state = _State(problem, session, effort, report, curves, relaxation.prices, at_prices)
    state.try_points(relaxation.points)
    if state.incumbent is None:
        state.try_points(leanest_points(problem, curves))
    if state.incumbent is None and not effort.is_over:
        state.incumbent = leanest_plan(problem, curves, session, seconds=effort.seconds_left)
    interrupted = False
    try:
        state.close_gap()
    except KeyboardInterrupt:
        # Whoever has seen enough keeps the best plan so far, with the gap proven for it.
        if state.incumbent is None:
            raise
        interrupted = True
    if state.incumbent is None:
        raise StoppedWithoutPlanError("time ran out before any plan was found; allow more with --time-limit")
    return Found(state.incumbent, state.bound, relaxation.prices, state.curves, interrupted)


def _price(
    problem: Problem, curves: Curves, session: HighsSession, effort: Effort, start: Points
) -> tuple[Curves, Relaxation, Priced]:
    """Return refined curves, the relaxation over them, and the curves at its prices."""
    points = start
    for _ in range(_PRICE_ROUNDS):
        allowed = _PRICE_PART * effort.gap * max(float(points.cost.mean()) * problem.item_count, 1e-9)
        relaxation = relax(problem, curves, session, start=points, tolerance=0.1 * allowed)
        allowed = _PRICE_PART * effort.gap * abs(relaxation.cost)
        at_prices = Priced.at(problem, curves, relaxation.prices)
        split = at_prices.may_improve(0.25 * allowed / problem.item_count)
        if relaxation.cost - at_prices.bound <= allowed or not split.any() or effort.is_over:
            break
        curves = refine(problem, curves, split, pieces=4)
        points = relaxation.points
    else:
        # The rounds ran out: what is known at the prices must be of the curves as last refined.
        at_prices = Priced.at(problem, curves, relaxation.prices)
    return curves, relaxation, at_prices


class _State:
    """The best plan and the best bound so far, and the steps that improve them."""

    def __init__(
        self,
        problem: Problem,
        session: HighsSession,
        effort: Effort,
        report: Report,
        curves: Curves,
        prices: Prices,
        at_prices: Priced,
    ) -> None:
        self.problem, self.session, self.effort, self.report = problem, session, effort, report
        self.curves, self.prices, self.at_prices = curves, prices, at_prices
        self.bound = at_prices.bound
        self.incumbent: Incumbent | None = None
        #: How far above the bound the core reaches; a plan that takes anything beyond costs at least that much.
        self.reach = np.inf

    @property
    def distance(self) -> float:
        """How far above the bound a better plan can be, currency/yr."""
        return np.inf if self.incumbent is None else max(0.0, self.incumbent.cost - self.at_prices.bound)

    @property
    def beyond(self) -> float:
        """What every plan costs at least that takes anything outside the core, currency/yr."""
        return np.inf if self.reach >= self.distance else self.at_prices.bound + self.reach

    @property
    def is_done(self) -> bool:
        """Whether the gap is proven or time is up."""
        if self.effort.is_over:
            return True
        return self.incumbent is not None and self.effort.proves(self.incumbent.cost, self.bound)

    def try_points(self, points: Points) -> None:
        """Look for a better plan among these points and the incumbent's."""
        self._solve(self._with_incumbent(points), whole=True, nodes=_QUICK_NODES)
        self.tell()

    def close_gap(self) -> None:
        """Solve cores until the gap is proven, time is up or nothing improves."""
        part = _CHORD_PART
        self.reach = np.inf if self.effort.full else self.effort.gap * abs(self.bound)
        for attempt in range(_CORE_ROUNDS):
            # A full model is asked for as a check on the prices, so it is solved even where they close the gap.
            if self.is_done and not (self.effort.full and attempt == 0):
                return
            few = self.whole_points() <= _FEW_POINTS and not self.effort.full
            whole_core = self.reach >= self.distance
            if few:
                self.solve_whole()
            else:
                self.sharpen(part)
                self.solve_mixed()
            if few and whole_core:
                return
            if whole_core:
                part /= 4
            # A core that small steps did not close needs the rest of the rounds whole.
            self.reach = self.reach * _REACH_FACTOR if attempt < _SHORT_REACHES else np.inf
        self.reach = np.inf
        if self.whole_points() <= _MANY_POINTS and not self.is_done:
            self.solve_whole()

    def core(self) -> tuple[Flags, Flags]:
        """Return the nodes and segments that a better plan may use."""
        if self.effort.full:
            return self.curves.distinct, np.isfinite(self.at_prices.inside)
        return self.at_prices.within(min(self.distance, self.reach))

    def whole_points(self) -> float:
        """Return how many whole-unit buffers the core has."""
        nodes, segments = self.core()
        inside = np.diff(self.curves.buffer, axis=1) - 1
        return float(inside[segments].sum()) + float(nodes.sum())

    def solve_whole(self) -> None:
        """Solve the core over every whole-unit buffer left: exact but for the solver's own gap."""
        nodes, segments = self.core()
        points = points_at(self.problem, self.curves, nodes)
        rows, buffer = _whole_units(self.curves, segments)
        if len(rows):
            points = points.joined(points_of(self.problem, rows, buffer))
        answer = self._solve(self._with_incumbent(points), whole=True, nodes=_PROOF_NODES)
        self.raise_bound(min(answer.bound, self.beyond))

    def sharpen(self, part: float) -> None:
        """Add nodes to the core until chords and curves differ little.

        By this part of the asked-for gap, shared among the items, where an item would rather be; elsewhere by as small
        a part of what being there costs it: over all items that sums to no more than the distance to the bound.
        """
        slack = part * self.effort.gap * abs(self.at_prices.bound) / self.problem.item_count
        for _ in range(_SHARPEN_ROUNDS):
            _, segments = self.at_prices.within(min(self.distance, self.reach))
            excess = Excess.of(self.curves).priced(self.problem, self.curves, self.prices)
            split = segments & (excess > slack + part * self.at_prices.detour)
            if not split.any() or self.effort.is_over:
                return
            self.curves = refine(self.problem, self.curves, split, pieces=4)
            self.at_prices = Priced.at(self.problem, self.curves, self.prices)
            self.raise_bound(self.at_prices.bound)

    def solve_mixed(self) -> None:
        """Solve the core over nodes in the convex-combination form: a bound, and policies to build a plan from."""
        nodes, segments = self.core()
        # Both ends of every segment that counts, or its inside could not be mixed.
        ends = nodes.copy()
        ends[:, :-1] |= segments
        ends[:, 1:] |= segments
        points = points_at(self.problem, self.curves, ends & self.curves.distinct, lowered(self.curves, segments))
        answer = self._solve(points, whole=False, nodes=_PROOF_NODES)
        self.raise_bound(min(answer.bound - _BENDS * abs(answer.bound), self.beyond))
        if len(answer.rows) and not self.is_done:
            self.try_points(self.around(answer.rows, answer.buffer))

    def around(self, rows: Ints, buffer: Floats) -> Points:
        """Return whole-unit points of the chosen candidates: their nodes, and units near the chosen buffer."""
        at = np.searchsorted(self.curves.rows, rows)
        mask = np.zeros(self.curves.buffer.shape, dtype=np.bool_)
        mask[at] = self.curves.distinct[at]
        points = points_at(self.problem, self.curves, mask)
        candidates = self.problem.candidates
        middle = np.floor(buffer + 1e-6)[:, np.newaxis]
        steps = np.maximum(1.0, np.round(0.003 * middle))
        near = np.concatenate(
            [middle + np.array([0, 1, 2, 3, -1, -2, -3]), middle + steps * np.array([-4, -2, 2, 4])], 1
        )
        near = np.clip(near, candidates.lower[rows][:, np.newaxis], candidates.upper[rows][:, np.newaxis])
        return points.joined(points_of(self.problem, np.repeat(rows, near.shape[1]), near.ravel()))

    def raise_bound(self, bound: float) -> None:
        """Keep a bound that holds for every plan better than the incumbent."""
        if self.incumbent is not None:
            bound = min(bound, self.incumbent.cost)
        self.bound = max(self.bound, bound)
        self.tell()

    def tell(self) -> None:
        """Report the gap so far."""
        if self.incumbent is not None:
            gap = (self.incumbent.cost - self.bound) / max(abs(self.incumbent.cost), 1e-12)
            self.report("plan", max(0.0, gap))

    def _with_incumbent(self, points: Points) -> Points:
        return points if self.incumbent is None else points.joined(self.incumbent.points)

    def _solve(self, points: Points, *, whole: bool, nodes: int) -> MipAnswer:
        """Solve over points and keep a better plan."""
        answer = solve_points(
            self.problem,
            points,
            self.session,
            whole=whole,
            gap=_SOLVER_PART * self.effort.gap,
            seconds=self.effort.seconds_left,
            nodes=nodes,
        )
        self.incumbent = better(self.incumbent, answer.incumbent)
        return answer


def _whole_units(curves: Curves, segments: Flags) -> tuple[Ints, Floats]:
    """Return candidate and buffer of every whole unit strictly inside the segments."""
    at, segment = np.nonzero(segments)
    left, right = curves.buffer[at, segment], curves.buffer[at, segment + 1]
    count = np.maximum(right - left - 1, 0).astype(np.int64)
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return curves.rows[np.repeat(at, count)], np.repeat(left, count) + 1 + offset
