"""In what words, and in what record, one is told that no plan fits the limits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
        words = f"{describe(one.row)}: at most {_number(one.room)} allowed"
        if together:
            others = " and ".join(describe(other.row) for other in shortfalls if other is not one)
            words += f"; it needs {_number(one.alone)} by itself, but {_number(one.needed)} beside {others}"
        else:
            words += f", at least {_number(one.needed)} needed"
        lines.append(f"{words}, {_number(short)} short")
    head = (
        "no plan fits; these limits contradict each other:"
        if together
        else "no plan fits; even the leanest policies need more than is allowed:"
    )
    return NoPlanFitsError("\n  ".join([head, *lines]), records)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.4g}"
