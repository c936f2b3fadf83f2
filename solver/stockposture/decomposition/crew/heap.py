"""Memory that a worker has free and need not keep."""

import ctypes
from functools import cache
from typing import Any


@cache
def _malloc_trim() -> Any:
    """Return glibc's function of this name, ``None`` where there is no such library."""
    try:
        return getattr(ctypes.CDLL(None), "malloc_trim", None)
    except (OSError, TypeError):  # Windows has no library of that name
        return None


def give_back() -> None:
    """Give free memory back to the system.

    glibc keeps what lies free between arrays in use: half as much again as these, where partitions are screened one
    after the other. Elsewhere nothing is done.
    """
    trim = _malloc_trim()
    if trim is not None:
        trim(0)
