"""A rule of thumb as a plan: its knob set so that it ties up a given capital, priced by the theory, verified."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stockposture.optimise.priced import priced_plan
from stockposture.optimise.texts import picked
from stockposture.rules.rule import Rule
from stockposture.rules.situation import Situation
from stockposture.verify import require_verified
from stockposture_models.candidates.economics import Economics, evaluate
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
        Its plan, with the status ``priced``.
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


def rule_plan(
    rule: Rule,
    situation: Situation,
    capital: float | None,
    *,
    knob: float | None = None,
    cap: float | None = None,
    space: float | None = None,
) -> RulePlan:
    """Return the plan of a rule, verified; see :func:`made_by` for the parameters.

    Raises
    ------
    VerificationError
        If the independent verifier disagrees with the plan.
    """
    made = made_by(rule, situation, capital, knob=knob, cap=cap, space=space)
    require_verified(made.plan, capital=cap, space=space)
    return made


def made_by(
    rule: Rule,
    situation: Situation,
    capital: float | None,
    *,
    knob: float | None = None,
    cap: float | None = None,
    space: float | None = None,
) -> RulePlan:
    """Return the plan of a rule, not verified yet.

    Parameters
    ----------
    rule
        The rule.
    situation
        What it may choose from.
    capital
        Expected working capital to come closest to from below by its knob, currency; ``None``: by the knob alone.
    knob
        The knob without a capital; ``None``: as the rule is usually set.
    cap, space
        Limits to measure the plan by beside those of the case: working capital, currency, and all space, m3.
    """
    if capital is None:
        set_to, reached = rule.usual if knob is None else knob, True
        made = _made(rule, situation, set_to)
    else:
        made, set_to, reached = _scaled(rule, situation, capital)
    plan = _plan(rule, situation, made, set_to, cap, space)
    return RulePlan(rule, plan, set_to, reached, int(made.cut.sum()))


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


def _plan(
    rule: Rule, situation: Situation, made: _Made, knob: float, capital: float | None, space: float | None
) -> Plan:
    s = situation
    chosen = s.candidates.take(made.row)
    words = picked([f"Rule of thumb, {rule.name}: {rule.shown(knob)}."], np.zeros(len(made.row), dtype=np.int64))
    return priced_plan(
        s.case, s.items, s.offers, chosen, made.buffer, made.economics, words, capital=capital, space=space
    )
