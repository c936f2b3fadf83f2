"""Memory that a worker has free: kept for the next call, given back once much of it has piled up."""

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any

#: Bytes by which a process has grown since it last gave back, for it to do so again.
GROWN = 128 << 20
#: Where Linux tells what a process holds, in pages.
_STATM = Path("/proc/self/statm")


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


def resident() -> int:
    """Return how many bytes of memory this process has; 0 where Linux does not tell."""
    try:
        return int(_STATM.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


class Spare:
    """Free memory of this process, looked after."""

    def __init__(self) -> None:
        self._least = resident()

    def tend(self) -> bool:
        """Give free memory back if the process has grown by :data:`GROWN` since; return whether it has.

        Time and again in vain costs more than it brings: all that is given back must be cleared to be used again.
        """
        now = resident()
        if now <= self._least + GROWN:
            self._least = min(self._least, now)
            return False
        give_back()
        self._least = resident()
        return True
