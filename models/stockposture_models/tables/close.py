"""The nearest known name to one that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

#: Fewer letters begin too many names by chance.
_TELLING = 3


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


def closest_key(text: str, known: Iterable[str]) -> str:
    """Return the nearest of the names of rows, or the only one that begins with the text; empty if there is none.

    >>> closest_key("Brno", ["Brno Electronics", "Shenzhen Components"])
    'Brno Electronics'
    """
    names = list(known)
    wanted = text.casefold()
    longer = [name for name in names if len(wanted) >= _TELLING and name.casefold().startswith(wanted)]
    return closest(text, names) or (longer[0] if len(longer) == 1 else "")
