"""The limits a frontier goes through, as people write them: ``1M:5M:20``, ``40%:100%:7``, ``1M,2M,none``."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context

import numpy as np

from stockposture.written import AMOUNT, PERCENT
from stockposture_models.candidates.limits import NO_CAP

#: Points of a frontier at most, a grid's rows times its columns.
MOST_POINTS = 1_000
#: How a cap that is a part of something is rounded.
_UP = Context(prec=6, rounding=ROUND_CEILING)


@dataclass(frozen=True, order=True)
class Level:
    """One limit of a sweep.

    Parameters
    ----------
    value
        The limit, in its unit; ``math.inf`` for none.
    is_part
        Whether it is a part of what the plan uses that none of the swept limits binds.
    """

    value: float
    is_part: bool = False

    def cap(self, unlimited: float) -> float:
        """Return the limit where the unlimited plan uses so much; parts are rounded up to six digits.

        Rounded up, so that all of what the unlimited plan uses is enough for it.

        >>> Level(0.4, is_part=True).cap(2_345_678.91), Level(5e6).cap(2_345_678.91)
        (938272.0, 5000000.0)
        """
        if not self.is_part:
            return self.value
        # What a sum in floating point has too much in its last digits is not worth another digit here.
        return float(_UP.create_decimal(self.value * unlimited * (1.0 - 1e-12)))


Sweep = tuple[Level, ...]


def sweep_of(given: str | float | Sequence[str | float] | Iterable[float]) -> Sweep:
    """Return the levels of a sweep.

    Parameters
    ----------
    given
        ``LO:HI:N`` for N limits evenly spaced from LO to HI, both included; limits joined by commas; one limit; or a
        sequence of limits. A limit is a number, an amount such as ``2.5M`` or ``800k``, ``none``, or a percentage of
        what the plan uses that none of the swept limits binds.

    Raises
    ------
    ValueError
        It is written in another way; every fault is named.

    Examples
    --------
    >>> [level.value for level in sweep_of("1M:5M:3")]
    [1000000.0, 3000000.0, 5000000.0]
    >>> sweep_of("40%,none")
    (Level(value=0.4, is_part=True), Level(value=inf, is_part=False))
    """
    if isinstance(given, str) and ":" in given:
        return _range(given)
    parts: list[str | float]
    if isinstance(given, str):
        parts = [*given.split(",")]
    else:
        parts = [float(given)] if isinstance(given, int | float) else list(given)
    levels, faults = [], []
    for part in parts:
        try:
            levels.append(_level(part))
        except ValueError as error:
            faults.append(str(error))
    if not parts:
        faults.append("it names no limit; write e.g. 1M:5M:20")
    if len(levels) > MOST_POINTS:
        faults.append(f"{len(levels):,} limits are too many; at most {MOST_POINTS:,}")
    if faults:
        raise ValueError("; ".join(faults))
    return tuple(levels)


def _range(text: str) -> Sweep:
    ends = text.split(":")
    if len(ends) != 3:
        raise ValueError(f"{text!r} is not LO:HI:N; write e.g. 1M:5M:20, 40%:100%:7 or 1M,2M,none")
    faults, levels = [], []
    for end in ends[:2]:
        try:
            levels.append(_level(end))
        except ValueError as error:
            faults.append(str(error))
    count = ends[2].strip()
    if not (count.isascii() and count.isdecimal()) or not 2 <= int(count[:9]) <= MOST_POINTS:
        faults.append(f"{ends[2]!r} is not a number of limits from 2 to {MOST_POINTS:,}")
    if not faults and levels[0].is_part != levels[1].is_part:
        faults.append(f"{text!r} goes from an amount to a part; write both as amounts or both with %")
    if not faults and any(math.isinf(level.value) for level in levels):
        faults.append(f"{text!r} has no end to space the limits by; name it, or list limits: 1M,2M,none")
    if faults:
        raise ValueError("; ".join(faults))
    values = np.linspace(levels[0].value, levels[1].value, int(count)).tolist()
    return tuple(Level(value, levels[0].is_part) for value in values)


def _level(given: str | float) -> Level:
    if isinstance(given, str):
        if given.strip().endswith("%"):
            return Level(PERCENT.number(given), is_part=True)
        return Level(AMOUNT.number(given))
    number = float(given)
    if math.isnan(number) or number < 0:
        raise ValueError(f"{number!r} is no limit; a limit is 0 or more")
    return Level(number)


def caps_of(sweep: Sweep, unlimited: float) -> list[float]:
    """Return the limits from tight to loose, each once, ``math.inf`` for those so large that they are none.

    Parameters
    ----------
    sweep
        The levels.
    unlimited
        What the plan uses that none of the swept limits binds; looked at only for parts of it.
    """
    caps = (level.cap(unlimited) for level in sweep)
    return sorted({math.inf if cap >= NO_CAP else cap for cap in caps})


def needs_unlimited(sweep: Sweep | None) -> bool:
    """Whether some level is a part of what the unlimited plan uses."""
    return sweep is not None and any(level.is_part for level in sweep)


def ensure_few(*sweeps: Sweep | None) -> None:
    """Refuse a grid of too many points.

    Raises
    ------
    ValueError
        There are more than :data:`MOST_POINTS`.
    """
    counts = [len(sweep) for sweep in sweeps if sweep is not None]
    if math.prod(counts) > MOST_POINTS:
        words = " x ".join(f"{count:,}" for count in counts)
        raise ValueError(f"{words} points are too many; at most {MOST_POINTS:,}")
