"""The nearest known name to one that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(text: str, known: Iterable[str], cutoff: float = 0.7) -> str:
    """Return the nearest known name, case aside; empty if none is close.

    >>> closest("demand_maen", ["demand_mean", "demand_sd"])
    'demand_mean'
    >>> closest("colour", ["demand_mean"])
    ''
    """
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    wanted = text.casefold()
    if wanted in folded:
        return folded[wanted]
    matches = get_close_matches(wanted, folded, n=1, cutoff=cutoff)
    return folded[matches[0]] if matches else ""
