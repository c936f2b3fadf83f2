"""At which value of an input an item's decision becomes another one."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from stockposture.explanation.alone import Alone
from stockposture.explanation.choices import policy_columns
from stockposture.explanation.decision import Decision, Weighed
from stockposture.explanation.inputs import UNITS, Input, Kind, inputs_of

#: How far past a break-even the decision must be another one, part of the value.
PAST = 0.01
#: Part of a value to which break-evens are told.
PRECISION = 1e-4
_HALVINGS, _NEARER = 60, 5

COLUMNS = (
    "input",
    "of",
    "is_used",
    "unit",
    "now",
    "direction",
    "looked_to",
    "found",
    "break_even",
    "change",
    "premium_now",
    "premium_break_even",
    "posture",
    "split",
    "suppliers",
    "saves_past",
)


def break_evens(decision: Decision, tell: Callable[[str], None] = lambda _words: None) -> pd.DataFrame:
    """Return one row an input and direction, nearest first to the present value.

    A decision is a posture and the suppliers used. It is that of the item alone: its cheapest candidate and whole-unit
    buffer over everything its rules allow, limits at the plan's shadow prices, all other items as the plan has them.
    The break-even is the nearest value found past which the cheapest has another posture or other suppliers; 1 % past
    it (:data:`PAST`) that is so, and is cheaper by more than a millionth. Every value is tried by evaluating all
    candidates, first at the steps of :meth:`stockposture.explanation.inputs.Input.steps`, then by halving; two flips
    within one step that cancel out are not seen.

    Returns
    -------
    pandas.DataFrame
        - ``input``, ``of`` (supplier or region), ``is_used`` by the plan's choice, ``unit``, ``now``
        - ``direction`` (``up``, ``down``) and ``looked_to``, the farthest value tried
        - ``found``: ``flips``; ``none`` up to there; ``ends`` where the item's rules leave nothing beyond
        - ``break_even``, and ``change`` as a part of the present value; blank where none was found
        - ``premium_now``, ``premium_break_even``: of prices, what the supplier's price with freight is above the
          cheapest other offer, as a part of it; blank where there is no other
        - ``posture``, ``split``, ``suppliers``: what it becomes
        - ``saves_past``: what that saves a year 1 % past the break-even
    """
    rows = []
    for of in inputs_of(decision.alone):
        tell(f"break-evens: {of.kind.replace('_', ' ')} {of.of}".rstrip())
        # A supplier that is not used gets in by a lower price; a higher one leaves it out.
        rows += [_row(decision, of, up=up) for up in ((False, True) if of.is_used else (False,))]
    return pd.DataFrame([row for row in rows if row], columns=list(COLUMNS))


def _row(decision: Decision, of: Input, *, up: bool) -> Mapping[str, Any] | None:
    steps = of.steps(up=up)
    if steps[-1] == of.now:
        return None  # nothing below nothing
    row: dict[str, Any] = {
        "input": of.kind.value,
        "of": of.of,
        "is_used": of.is_used,
        "unit": UNITS[of.kind],
        "now": of.now,
        "direction": "up" if up else "down",
        "looked_to": float(steps[-1]),
        "found": "none",
        "break_even": np.nan,
        "change": np.nan,
        "premium_now": _premium(decision.alone, of, of.now),
        "premium_break_even": np.nan,
        "posture": "",
        "split": "",
        "suppliers": "",
        "saves_past": np.nan,
    }
    value, past, end = _first_flip(decision, of, steps, up=up)
    if end is not None:
        row |= {"found": "ends", "looked_to": end}
    if value is not None and past is not None and past.choice is not None:
        policy = policy_columns(decision.problem, past.choice)
        row |= {
            "found": "flips",
            "break_even": value,
            "change": value / of.now - 1.0 if of.now > 0 else np.nan,
            "premium_break_even": _premium(decision.alone, of, value),
            "saves_past": past.held - past.other if np.isfinite(past.held) else np.nan,
            **{name: policy[name] for name in ("posture", "split", "suppliers")},
        }
    return row


def _first_flip(
    decision: Decision, of: Input, steps: np.ndarray, *, up: bool
) -> tuple[float | None, Weighed | None, float | None]:
    """Return the nearest break-even with what stands past it, and where the range ends early, if it does."""
    factor = 1.0 + PAST if up else 1.0 - PAST
    stands, before = of.now, decision.weigh(decision.problem, decision.menu)
    for step in steps.tolist():
        if (step - stands) * (1.0 if up else -1.0) <= 0:
            continue
        weighed = decision.at(of, step)
        if weighed is None:
            return None, None, stands
        if not weighed.flips:
            stands, before = step, weighed
            continue
        value = _between(decision, of, (stands, before), (step, weighed))
        for _ in range(_NEARER):
            near = value * (2.0 - factor)
            nearer = decision.at(of, near) if min(stands, value) < near < max(stands, value) else None
            if nearer is None or not nearer.flips:
                break
            # Lead times are whole days to the world: a decision may come and go within a step. The first counts.
            value = _between(decision, of, (stands, before), (near, nearer))
        past = decision.at(of, value * factor)
        if past is not None and past.flips:
            return value, past, None
        # Another decision, but only within less than 1 %: look on behind it.
        if past is not None:
            stands, before = value * factor, past
    return None, None, None


def _between(decision: Decision, of: Input, stands: tuple[float, Weighed], flips: tuple[float, Weighed]) -> float:
    """Return a value between two at which the decision flips, and just before which it does not.

    Looked for among the candidates that compete at either end, which are few; all are asked at what was found.
    """
    if decision.is_fixed(of):
        few = decision.among(stands[1].near | flips[1].near)
        before, value = _crossing(lambda at: _margin(few.at(of, at)), stands[0], flips[0])
        if _margin(decision.at(of, before)) >= 0 > _margin(decision.at(of, value)):
            return value
    return _crossing(lambda at: _margin(decision.at(of, at)), stands[0], flips[0])[1]


def _margin(weighed: Weighed | None) -> float:
    return 0.0 if weighed is None else weighed.margin


def _crossing(margin: Callable[[float], float], stands: float, flips: float) -> tuple[float, float]:
    """Return a value at which the margin is not below 0, and one within :data:`PRECISION` of it at which it is.

    By halving, and by straight lines through both ends two times out of three.
    """
    at_stands, at_flips = margin(stands), margin(flips)
    for turn in range(_HALVINGS):
        if abs(flips - stands) <= PRECISION * max(abs(flips), 1e-6):
            break
        part = 0.5
        if turn % 3 and np.isfinite(at_flips) and np.isfinite(at_stands) and at_stands > at_flips:
            part = min(max(at_stands / (at_stands - at_flips), 0.02), 0.98)
        middle = stands + part * (flips - stands)
        at_middle = margin(middle)
        if at_middle < 0:
            flips, at_flips = middle, at_middle
        else:
            stands, at_stands = middle, at_middle
    return stands, flips


def _premium(alone: Alone, of: Input, value: float) -> float:
    """Return how much dearer a supplier is than the cheapest other at a price, freight included; nan if it is alone."""
    if of.kind is not Kind.UNIT_PRICE:
        return np.nan
    offers = alone.case.offers
    mine = (offers["supplier"] == of.of).to_numpy(np.bool_)
    freight = offers["freight_per_unit"].to_numpy(np.float64)
    landed = offers["unit_price"].to_numpy(np.float64) + freight
    others = landed[~mine]
    if not len(others) or others.min() <= 0:
        return np.nan
    return float((value + freight[mine][0]) / others.min() - 1.0)
