"""A box of prices: where a screen looks for what may matter."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from stockposture.decomposition.terms import Terms
from stockposture_models.candidates.terms import Floats

#: A box reaches at least this part of every price to either side.
_LEAST = 0.003
#: All that its prices may move is worth at most this part of all costs; wider boxes are narrowed in proportion.
_MOST = 0.04


@dataclass(frozen=True)
class Box:
    """Prices between a lowest and a highest.

    Parameters
    ----------
    low, centre, high
        (m,) each; ``0 <= low <= centre <= high``.
    """

    low: Floats
    centre: Floats
    high: Floats

    @classmethod
    def around(cls, centre: Floats, reach: Floats, terms: Terms, scale: float) -> Self:
        """Return the prices within a reach of others.

        Parameters
        ----------
        centre, reach
            (m,) each.
        terms
            Limits: what a price is worth is the price times the cap.
        scale
            All costs, currency/yr.
        """
        reach = np.maximum(reach, _LEAST * centre)
        worth = float(reach @ np.abs(terms.cap))
        reach = reach * min(1.0, _MOST * scale / worth) if worth > 0 else reach
        return cls(np.maximum(centre - reach, 0.0), centre, centre + reach)

    def holds(self, prices: Floats) -> bool:
        """Return whether prices (m,) are inside."""
        return bool(((prices >= self.low) & (prices <= self.high)).all())
