"""What the points of a core use of the limits, laid out by item for its linear program, compiled."""

import numpy as np

from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled


@compiled
def most_used(first: Ints, limit: Ints, use: Floats, limits: int) -> Floats:
    """Return (m,) no less than what all items use at most of each limit; points (q, S) of item i begin at first[i]."""
    total, own = np.zeros(limits), np.zeros(limits)
    for i in range(len(first) - 1):
        for p in range(first[i], first[i + 1]):
            for s in range(limit.shape[1]):
                at = limit[p, s]
                if at >= 0:
                    # A limit touched twice by a point counts for both: an upper bound is all that is needed.
                    total[at] += max(0.0, use[p, s] - own[at])
                    own[at] = max(own[at], use[p, s])
        for p in range(first[i], first[i + 1]):
            for s in range(limit.shape[1]):
                if limit[p, s] >= 0:
                    own[limit[p, s]] = 0.0
    return total


@compiled
def touched_limits(first: Ints, limit: Ints, place: Ints) -> tuple[Ints, Ints]:
    """Return (k + 1,) where each item's limits begin and which they are, numbered by ``place`` (m,), -1 for none."""
    seen = np.full(len(place), -1)
    begin = np.zeros(len(first), dtype=np.int64)
    which = np.empty(len(place) * (len(first) - 1), dtype=np.int64)
    count = 0
    for i in range(len(first) - 1):
        for p in range(first[i], first[i + 1]):
            for s in range(limit.shape[1]):
                at = place[limit[p, s]] if limit[p, s] >= 0 else -1
                if at >= 0 and seen[at] != i:
                    seen[at] = i
                    which[count] = at
                    count += 1
        begin[i + 1] = count
    return begin, which[:count].copy()


@compiled
def local_uses(first: Ints, limit: Ints, use: Floats, place: Ints, begin: Ints, which: Ints, scale: Floats) -> Floats:
    """Return (q, T) the use of every limit that its item touches, in the order of ``which``, over their ``scale``."""
    widest = 0
    for i in range(len(first) - 1):
        widest = max(widest, begin[i + 1] - begin[i])
    here = np.zeros(len(scale), dtype=np.int64)
    table = np.zeros((len(limit), max(1, widest)))
    for i in range(len(first) - 1):
        for t in range(begin[i], begin[i + 1]):
            here[which[t]] = t - begin[i]
        for p in range(first[i], first[i + 1]):
            for s in range(limit.shape[1]):
                at = place[limit[p, s]] if limit[p, s] >= 0 else -1
                if at >= 0:
                    table[p, here[at]] += use[p, s] / scale[at]
    return table
