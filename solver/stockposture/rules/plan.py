"""A rule of thumb as a plan: its knob set so that it ties up a given capital, priced by the theory, verified."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stockposture.optimise.assemble import Outcome, summarise
from stockposture.optimise.problem import openings_of
from stockposture.optimise.rows import decided_rows
from stockposture.optimise.texts import column, picked
from stockposture.rules.rule import Rule
from stockposture.rules.situation import Situation
from stockposture.verify import require_verified
from stockposture_models.candidates.economics import Economics, evaluate, yearly_purchases
from stockposture_models.candidates.limits import limits_of
from stockposture_models.candidates.terms import Floats
from stockposture_models.plan.plan import Plan
from stockposture_models.segments.value import annual_values

#: Part of a capital that is rounding.
ROUNDING = 1e-9
_HALVINGS = 60


@dataclass(frozen=True)
class RulePlan:
    """What a rule of thumb comes to.

    Parameters
    ----------
    rule
        The rule.
    plan
        Its plan; no bound is claimed but that costs are not negative.
    knob
        The knob it was made with.
    is_reached
        Whether the rule goes as far as the capital that was asked for, up or down.
    cut
        Items whose buffer the postures' bands or the item's own rules cut off or filled up.
    """

    rule: Rule
    plan: Plan
    knob: float
    is_reached: bool
    cut: int


@dataclass(frozen=True)
class _Made:
    row: NDArray[np.int64]
    buffer: Floats
    economics: Economics
    cut: NDArray[np.bool_]

    @property
    def capital(self) -> float:
        return float(self.economics.capital.sum())


def rule_plan(rule: Rule, situation: Situation, capital: float | None) -> RulePlan:
    """Return the plan of a rule.

    Parameters
    ----------
    rule
        The rule.
    situation
        What it may choose from.
    capital
        Expected working capital to come closest to from below by its knob, currency; ``None``: a knob of 1.

    Raises
    ------
    VerificationError
        If the independent verifier disagrees with the plan, or the rule's plan breaks a limit of the case.
    """
    if capital is None:
        made, knob, reached = _made(rule, situation, 1.0), 1.0, True
    else:
        made, knob, reached = _scaled(rule, situation, capital)
    plan = _plan(rule, situation, made, knob)
    require_verified(plan, capital=None, space=None)
    return RulePlan(rule, plan, knob, reached, int(made.cut.sum()))


def _scaled(rule: Rule, situation: Situation, capital: float) -> tuple[_Made, float, bool]:
    """Return the plan that ties up the capital or the closest below it, its knob, and whether the rule goes so far.

    Where the knob jumps past the capital (buffers are whole units, and a posture brings its own order interval), items
    are taken over the jump one by one, those of the largest annual value first, while they fit.
    """
    low, high = 0.0, rule.largest
    below, above = _made(rule, situation, low), _made(rule, situation, high)
    if below.capital > capital:
        return below, low, False
    is_enough = above.capital >= capital * (1 - ROUNDING)
    # Where everything ends at its posture's band: the least knob that brings it there says it best.
    target = capital if is_enough else above.capital * (1 - ROUNDING)
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        tried = _made(rule, situation, middle)
        if tried.capital <= target:
            low, below = middle, tried
        else:
            high, above = middle, tried
    if not is_enough:
        return above, high, False
    return _part_way(situation, below, above, capital), low, True


def _part_way(situation: Situation, below: _Made, above: _Made, capital: float) -> _Made:
    """Return ``below`` with as many items as ``above`` has them as fit into the capital."""
    more = above.economics.capital[:, 0] - below.economics.capital[:, 0]
    room = capital - below.capital
    taken = np.zeros(len(more), dtype=np.bool_)
    for item in np.argsort(-annual_values(situation.case), kind="stable"):
        if 0.0 < more[item] <= room:
            taken[item], room = True, room - more[item]
    if not taken.any():
        return below
    row, buffer = np.where(taken, above.row, below.row), np.where(taken, above.buffer, below.buffer)
    cut = np.where(taken, above.cut, below.cut)
    return _Made(row, buffer, _priced(situation, row, buffer), cut)


def _made(rule: Rule, situation: Situation, knob: float) -> _Made:
    """Return what a rule comes to at a knob, within the postures' bands and the items' own rules."""
    s = situation
    wanted = rule(s, knob)
    row = s.row[np.arange(len(s.row)), wanted.posture]
    chosen = s.candidates.take(row)
    whole = np.rint(np.minimum(wanted.buffer, 2.0**53))
    buffer = np.clip(whole, chosen.lower, chosen.upper)
    return _Made(row, buffer, _priced(s, row, buffer), buffer != whole)


def _priced(situation: Situation, row: NDArray[np.int64], buffer: Floats) -> Economics:
    s = situation
    return evaluate(s.candidates.take(row), buffer[:, np.newaxis], s.items, s.offers, s.case.settings)


def _plan(rule: Rule, situation: Situation, made: _Made, knob: float) -> Plan:
    s = situation
    chosen = s.candidates.take(made.row)
    rows = decided_rows(s.case, s.items, s.offers, chosen, made.buffer, made.economics)
    words = f"Rule of thumb, {rule.name}: {rule.shown(knob)}."
    rows["reason"] = column(picked([words], np.zeros(len(rows), dtype=np.int64)))
    limits = limits_of(s.case, None, None)
    use = np.zeros(len(limits))
    space, bought = made.economics.space[:, 0], yearly_purchases(chosen, s.items, s.offers)
    _add(use, np.append(limits.warehouse, -1)[s.items.warehouse], space)
    for side in (0, 1):
        place = chosen.offers[:, side]
        of_supplier = np.where(place >= 0, limits.supplier[s.offers.supplier[place]], -1)
        _add(use, of_supplier, bought[:, side])
    overflow = np.clip(use - limits.cap, 0.0, limits.overflow)
    opening, once = openings_of(s.case)
    opened = np.zeros(len(once), dtype=np.bool_)
    used = opening[s.offers.supplier[chosen.offers[chosen.offers >= 0]]]
    opened[used[used >= 0]] = True
    cost = float(made.economics.relevant.sum() + limits.overflow_cost @ overflow + once[opened].sum())
    outcome = Outcome(
        limits=limits,
        opening=opening,
        cost=cost,
        use=use,
        overflow=overflow,
        opened=opened,
        prices=np.zeros(len(limits)),
        bound=0.0,
    )
    return Plan(rows, summarise(s.case, rows, outcome, candidates=len(rows), capital=None, space=None), s.case)


def _add(use: Floats, limit: NDArray[np.int64], amounts: Floats) -> None:
    """Add amounts to the limits they belong to; -1 is none."""
    there = limit >= 0
    np.add.at(use, limit[there], amounts[there])
