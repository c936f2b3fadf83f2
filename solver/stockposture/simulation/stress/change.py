"""Changes as people write them: ``+40%`` of demand, ``+30d`` of lead time."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

_CHANGE = re.compile(r"([+-])([0-9]{1,6}(?:\.[0-9]{1,6})?) ?(%|d|days?)")


@dataclass(frozen=True)
class Change:
    """A change with its sign and unit.

    Parameters
    ----------
    part
        Part of what it changes: 0.4 for ``+40%``.
    days
        Days on top: 30 for ``+30d``.
    """

    part: float = 0.0
    days: float = 0.0

    #: Largest change taken for meant: ten years, eleven times as much.
    MOST_DAYS: ClassVar[float] = 3650.0
    MOST_PART: ClassVar[float] = 10.0


def demand_change(text: str) -> Change:
    """Return a change of demand.

    Raises
    ------
    ValueError
        The text is no such change; the message says how one is written.

    Examples
    --------
    >>> demand_change("+40%"), demand_change("-100%")
    (Change(part=0.4, days=0.0), Change(part=-1.0, days=0.0))
    """
    sign, number, unit = _parsed(text, "+40% or -25%")
    part = float(sign * number / 100)
    if unit != "%" or not -1.0 <= part <= Change.MOST_PART:
        raise ValueError("is no change of demand from -100% to +1000%; write e.g. +40% or -25%")
    return Change(part=part)


def lead_time_change(text: str) -> Change:
    """Return a change of lead time: later only, by days or by a part of each offer's mean lead time.

    Raises
    ------
    ValueError
        As :func:`demand_change`.

    Examples
    --------
    >>> lead_time_change("+30d"), lead_time_change("+50%")
    (Change(part=0.0, days=30.0), Change(part=0.5, days=0.0))
    """
    sign, number, unit = _parsed(text, "+30d or +50%")
    value = float(sign * number / 100) if unit == "%" else float(sign * number)
    if not 0.0 <= value <= (Change.MOST_PART if unit == "%" else Change.MOST_DAYS):
        raise ValueError("is no later delivery of up to +3650d or +1000%; write e.g. +30d or +50%")
    return Change(part=value) if unit == "%" else Change(days=value)


def _parsed(text: str, examples: str) -> tuple[int, Decimal, str]:
    """Return sign, number and unit; by way of decimals, so that +40% is 0.4 exactly as written."""
    match = _CHANGE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"is no change with sign and unit; write e.g. {examples}")
    unit = "%" if match[3] == "%" else "d"
    return (-1 if match[1] == "-" else 1), Decimal(match[2]), unit
