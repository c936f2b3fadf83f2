"""How much of the machine is ours."""

import os
from contextlib import suppress


def cores() -> int:
    """Return how many cores this process may use."""
    with suppress(AttributeError):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
