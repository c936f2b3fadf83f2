"""Quality notes: what was dropped, repaired, assumed or set aside, and how often."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Action(StrEnum):
    """What was done."""

    DROPPED = "dropped"
    REPAIRED = "repaired"
    ASSUMED = "assumed"
    COUNTED = "counted"  #: nothing was done; worth knowing


@dataclass(frozen=True, slots=True)
class Note:
    """One thing done to the data.

    Parameters
    ----------
    action
        What was done.
    what
        To what, in words.
    count
        How many rows.
    of
        Out of how many.
    detail
        How it was done, and why; names where there are few.
    """

    action: Action
    what: str
    count: int
    of: int
    detail: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return the fields for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        detail = f": {self.detail}" if self.detail else ""
        return f"{self.action.value:<8} {self.count:>7,} of {self.of:<7,} {self.what}{detail}"


def some_names(names: Iterable[str], most: int = 5) -> str:
    """Return a few names for a message.

    >>> some_names(["b", "a", "a"])
    'a, b'
    >>> some_names("abcdefg", most=2)
    'a, b and 5 more'
    """
    distinct = sorted(set(names))
    shown = ", ".join(distinct[:most])
    return shown if len(distinct) <= most else f"{shown} and {len(distinct) - most} more"
