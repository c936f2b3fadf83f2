"""Two figures that should be one, and how to say that they are not."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Recomputed figures may differ by this part of themselves: room for another order of summation.
RELATIVE = 1e-7

#: Rows spelt out per rule; the rest is counted, so that a plan of a million wrong rows has a readable report.
MOST = 20

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def differ(claimed: ArrayLike, recomputed: ArrayLike, floor: Floats | float = 0.0) -> Flags:
    """Return where two figures differ by more than rounding.

    Parameters
    ----------
    claimed, recomputed
        (n,) the plan's figures and ours.
    floor
        Difference, in the figure's unit, that rounding alone may make (sums that cancel).
    """
    ours = np.asarray(recomputed, dtype=np.float64)
    off = np.abs(np.asarray(claimed, dtype=np.float64) - ours)
    return np.asarray(~(off <= RELATIVE * np.abs(ours) + floor))


@dataclass(frozen=True)
class Broken:
    """Rows that break one rule.

    Parameters
    ----------
    rule
        Name of the rule or column.
    count
        How many rows break it.
    said
        One sentence each for the first of them, at most :data:`MOST`.
    """

    rule: str
    count: int = 0
    said: tuple[str, ...] = ()


def spelt_out(wrong: Flags, say: Callable[[int], str], rule: str) -> Broken:
    """Return the rows that break a rule, the first of them spelt out.

    Parameters
    ----------
    wrong
        (n,) rows that break the rule.
    say
        Row number to its sentence.
    rule
        Name of the rule or column.
    """
    rows = np.flatnonzero(wrong)
    return Broken(rule, len(rows), tuple(say(int(row)) for row in rows[:MOST]))


def joined(parts: Iterable[Sequence[Broken]]) -> list[Broken]:
    """Return what several parts of a plan break, rule by rule; every part lists the same rules in the same order."""
    return [
        Broken(rule[0].rule, sum(part.count for part in rule), tuple(s for part in rule for s in part.said)[:MOST])
        for rule in zip(*parts, strict=True)
    ]


def told(broken: Iterable[Broken]) -> list[str]:
    """Return the sentences of each rule, then how many more rows break it."""
    lines: list[str] = []
    for rule in broken:
        lines += rule.said
        if rule.count > len(rule.said):
            lines.append(f"{rule.rule}: {rule.count - len(rule.said)} more items like these")
    return lines


def shown(value: object) -> str:
    """Return a value as Python writes it, without the type of the array it comes from."""
    return repr(value.item() if isinstance(value, np.generic) else value)


def one_differs(place: str, claimed: float, recomputed: float, floor: float = 0.0) -> list[str]:
    """Return the sentence for one figure of the summary, or nothing if it is right."""
    if not bool(differ(claimed, recomputed, floor)):
        return []
    return [f"{place}: plan says {claimed!r}, recomputed {float(recomputed)!r}"]
