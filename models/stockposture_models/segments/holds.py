"""For which items a condition holds."""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stockposture_models.segments.facts import Facts
from stockposture_models.tables.governance.grammar import Comparison, Condition, Junction, Negation, read_condition

Flags = NDArray[np.bool_]

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def where_holds(text: str, facts: Facts) -> Flags:
    """Return for which items a condition holds, (n,); a blank one for all.

    What is not known (``nan``: the variation of an item without demand) is unlike anything, no more and no less.
    """
    condition = read_condition(text)
    if condition is None:
        return np.ones(len(facts.case.items), dtype=np.bool_)
    return _holds(condition, facts)


def _holds(condition: Condition, facts: Facts) -> Flags:
    match condition:
        case Comparison(name, comparison, value):
            return np.asarray(_OPERATORS[comparison](facts.of(name), value), dtype=np.bool_)
        case Negation(part):
            return ~_holds(part, facts)
        case Junction(is_all, parts):
            every = [_holds(part, facts) for part in parts]
            return np.asarray(np.all(every, axis=0) if is_all else np.any(every, axis=0))
