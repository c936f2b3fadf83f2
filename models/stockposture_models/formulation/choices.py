"""The engine's input: groups, choices, points and limits as plain arrays.

Nothing here knows of stock: a *group* (an item) takes one *choice* (a policy), a choice takes a weighted mean of its
*points* (buffers), a point costs something and uses some of each limit. A choice may need *openings* (suppliers),
paid once when any choice that needs them is taken.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Choices:
    """One problem of choice under limits.

    Parameters
    ----------
    group
        (n,) group of each choice, 0-based and without holes.
    choice
        (p,) choice of each point, non-decreasing.
    cost
        (p,) cost of each point.
    use_limit, use_point, use
        (u,) sparse uses: point ``use_point`` takes ``use`` of limit ``use_limit``.
    cap
        (m,) most that may be used of each limit.
    overflow, overflow_cost
        (m,) how much may be bought on top of each cap, and the price of a unit.
    need_choice, need_opening
        (q,) choice ``need_choice`` needs opening ``need_opening``.
    opening_cost
        (f,) cost of each opening, once.
    whole
        Whether a choice must take exactly one of its points instead of a weighted mean.
    """

    group: Ints
    choice: Ints
    cost: Floats
    use_limit: Ints
    use_point: Ints
    use: Floats
    cap: Floats
    overflow: Floats
    overflow_cost: Floats
    need_choice: Ints
    need_opening: Ints
    opening_cost: Floats
    whole: bool = False

    @property
    def groups(self) -> int:
        """Number of groups."""
        return int(self.group.max()) + 1 if len(self.group) else 0

    @property
    def reach(self) -> Floats:
        """(m,) more than any plan can use of each limit: a cap beyond it says nothing."""
        used = np.bincount(self.use_limit, weights=np.abs(self.use), minlength=len(self.cap))
        return 2.0 * used.astype(np.float64)
