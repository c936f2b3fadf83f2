"""What an item would be, alone at the plan's prices, when one of its inputs has another value."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from stockposture.explanation.alone import Alone
from stockposture.explanation.choices import chosen_candidate, only
from stockposture.explanation.inputs import Input, Kind
from stockposture.explanation.menu import Menu
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import yearly_purchases
from stockposture_models.candidates.terms import Flags
from stockposture_models.errors import BadInputError

#: Part of an item's cost by which another choice must be cheaper to be another decision: nearer ones are as good.
TELLING = 1e-6
#: Part of a cost within which candidates compete between two values of an input that are close together.
NEAR = 0.1


@dataclass(frozen=True)
class Weighed:
    """A decision against all others at some value of an input.

    Parameters
    ----------
    held
        Least cost with the decision: its posture and suppliers, in any shares, interval and buffer, currency/yr.
    other
        Least cost of any other, currency/yr; ``inf`` where there is none.
    choice
        The cheapest other as (1,) candidate; ``None`` where there is none.
    near
        (n,) which candidates are, or may be, within :data:`NEAR` of the cheapest of their kind.
    """

    held: float
    other: float
    choice: Candidates | None
    near: Flags

    @property
    def margin(self) -> float:
        """How much dearer the others are, currency/yr; below 0 the decision is another one."""
        if np.isinf(self.held):
            return -np.inf if np.isfinite(self.other) else 0.0
        return self.other - self.held + TELLING * max(abs(self.held), abs(self.other) if np.isfinite(self.other) else 0)

    @property
    def flips(self) -> bool:
        """Whether another choice is cheaper by more than rounding."""
        return self.margin < 0


@dataclass(frozen=True)
class Decision:
    """The decision of an item alone: posture and suppliers, at the plan's prices, all other items as they are.

    Parameters
    ----------
    alone
        The item.
    problem, menu
        What it may choose, as things are.
    choice
        One candidate with the posture and the suppliers of the decision.
    regret
        What the plan's choice costs more than this, currency/yr; 0 where it is the plan's.
    """

    alone: Alone
    problem: Problem
    menu: Menu
    choice: Candidates
    regret: float = 0.0

    @classmethod
    def of(cls, alone: Alone, problem: Problem, menu: Menu) -> Self:
        """Return the item's own decision: the plan's, unless another is cheaper at the plan's prices.

        Fitting items together under a limit, or the gap, may give an item what it would not have alone.
        """
        plans = cls(alone, problem, menu, chosen_candidate(alone, problem))
        weighed = plans.weigh(problem, menu)
        if weighed.flips and weighed.choice is not None:
            return replace(plans, choice=weighed.choice, regret=weighed.held - weighed.other)
        return plans

    @property
    def is_ruled(self) -> bool:
        """Whether governance rules must be applied anew to every value."""
        return bool(self.alone.case.settings.governance)

    def is_fixed(self, of: Input) -> bool:
        """Whether the item may choose the same policies whatever the value of an input."""
        spoils = of.kind is Kind.LEAD_TIME and bool(np.isfinite(self.problem.items.shelf_life[0]))
        return not self.is_ruled and not spoils

    def among(self, rows: Flags) -> Self:
        """Return the decision among some of the candidates."""
        part = only(self.problem, self.problem.candidates.take(rows))
        return replace(self, problem=part, menu=self.menu.take(rows))

    def at(self, of: Input, value: float) -> Weighed | None:
        """Weigh the decision at a value of an input; ``None`` where nothing at all may be chosen."""
        problem = self._problem(of, value)
        if problem is None:
            return None
        if not _same(problem.candidates, self.problem.candidates):
            return self.weigh(problem, Menu.of(problem))
        menu = self.menu
        if of.kind.moves_world:
            mine = np.append(of.touched(self.alone, problem.offers), False)
            menu = menu.moved(problem, np.asarray(mine[problem.candidates.offers].any(axis=1)))
        return self.weigh(problem, menu)

    def _problem(self, of: Input, value: float) -> Problem | None:
        """Return the problem at a value: with its rules applied anew, where there are any."""
        if not self.is_fixed(of):
            try:
                problem = self.alone.problem(of.changed(self.alone.case, value))
            except BadInputError:
                return None
            return only(problem, problem.candidates)
        items, offers = of.terms(self.alone, self.problem, value)
        bought = yearly_purchases(self.problem.candidates, items, offers)
        return replace(self.problem, items=items, offers=offers, purchases=bought)

    def weigh(self, problem: Problem, menu: Menu) -> Weighed:
        """Weigh the decision against all others at the figures of a problem."""
        group = np.where(self._is_held(problem.candidates), 0, 1)
        fees, prices = self.alone.fees_of(problem), self.alone.prices(problem)
        best = menu.cheapest(problem, prices, fees, group, 2)
        choice = problem.candidates.take(best.row[1:]) if best.row[1] >= 0 else None
        near = best.lowest <= (best.cost + NEAR * np.abs(best.cost))[group]
        return Weighed(float(best.cost[0]), float(best.cost[1]), choice, near)

    def _is_held(self, candidates: Candidates) -> Flags:
        """Return which candidates have the posture and the suppliers of the decision."""
        suppliers = np.sort(self.choice.offers, axis=1)
        same: Flags = (np.sort(candidates.offers, axis=1) == suppliers).all(axis=1)
        held: Flags = same & (candidates.posture == self.choice.posture[0])
        return held


def _same(one: Candidates, other: Candidates) -> bool:
    """Return whether both are the same candidates of one item in the same order."""
    return (
        len(one) == len(other)
        and np.array_equal(one.offers, other.offers)
        and all(
            np.array_equal(getattr(one, name), getattr(other, name))
            for name in ("shares", "posture", "interval", "lower", "upper")
        )
    )
