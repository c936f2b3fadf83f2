"""In what words, and in what record, one is told that no plan fits the limits."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal, localcontext

from stockposture_models.errors import NoPlanFitsError


@dataclass(frozen=True)
class Shortfall:
    """A limit that cannot hold.

    Parameters
    ----------
    row
        Its row among the limits.
    room
        What is allowed, overflow included.
    alone
        What is needed at least, all other limits ignored.
    needed
        The same where the others that are named with it hold.
    """

    row: int
    room: float
    alone: float
    needed: float


def no_plan_fits(
    shortfalls: Sequence[Shortfall],
    describe: Callable[[int], str],
    fields: Callable[[int], dict[str, object]],
    *,
    together: bool,
) -> NoPlanFitsError:
    """Return the error that says which limits cannot hold, by how much, and the least each needs.

    Parameters
    ----------
    shortfalls
        The limits to name.
    describe, fields
        A limit's name with its unit; and its kind, name and unit as fields of the record.
    together
        Whether they contradict each other; else none of them can hold by itself.
    """
    lines, records = [], []
    for one in shortfalls:
        short = one.needed - one.room
        records.append(
            {
                **fields(one.row),
                "allowed": one.room,
                "least_alone": one.alone,
                "least_needed": one.needed,
                "short_by": max(0.0, short),
            }
        )
        words = f"{describe(one.row)}: at most {_allowed(one.room, short)} allowed"
        if together:
            others = " and ".join(describe(other.row) for other in shortfalls if other is not one)
            words += f"; it needs {_enough(one.alone)} by itself, but {_enough(one.needed, short)} beside {others}"
        else:
            words += f", at least {_enough(one.needed, short)} needed"
        lines.append(f"{words}, {_number(short)} short")
    head = (
        "no plan fits; these limits contradict each other:"
        if together
        else "no plan fits; even the leanest policies need more than is allowed:"
    )
    return NoPlanFitsError("\n  ".join([head, *lines]), records)


def _allowed(room: float, short: float) -> str:
    """Return what is allowed, so precisely that what is short of it can be seen."""
    return _rounded(room, max(_places(room), _to_see(short)), ROUND_HALF_EVEN)


def _enough(needed: float, short: float = 0.0) -> str:
    """Return what is needed, rounded up: whoever allows as much as is written has allowed enough."""
    return _rounded(needed, max(_places(needed), _to_see(short)), ROUND_CEILING)


def _number(value: float) -> str:
    return _rounded(value, _places(value), ROUND_HALF_EVEN)


def _places(value: float) -> int:
    """Return how many decimals show four digits of a value, none from 100 on."""
    return 0 if value == 0 or abs(value) >= 100 else max(0, 3 - math.floor(math.log10(abs(value))))


def _to_see(short: float) -> int:
    """Return how many decimals show two digits of what is short."""
    return max(0, 1 - math.floor(math.log10(short))) if 0 < short < 1 else 0


def _rounded(value: float, places: int, rounding: str) -> str:
    # By way of its shortest text: 0.1 is what was written, whatever binary fractions make of it.
    with localcontext(prec=400):
        text = f"{Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), rounding):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
