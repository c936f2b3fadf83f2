"""The archive: candidates that were evaluated and dropped, to be taken back as they are where prices moved."""

import numpy as np

from stockposture.decomposition.columns.pool import Pool
from stockposture_models.candidates.terms import Ints


class Archive:
    """Dropped candidates by their keys; of those dropped twice the later figures count.

    Parameters
    ----------
    none
        A pool of nothing.
    """

    def __init__(self, none: Pool) -> None:
        self._none = none
        self._boxes: list[tuple[Ints, Pool]] = []

    def put(self, key: Ints, pool: Pool) -> None:
        """Keep the candidates of a pool, (c,) keys each of its own."""
        if len(key):
            order = np.argsort(key)
            self._boxes.append((key[order], pool.take(order)))

    def get(self, key: Ints) -> Pool:
        """Return the candidates whose keys are among these."""
        pools: list[Pool] = []
        for keys, pool in reversed(self._boxes):
            at = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
            here = keys[at] == key
            if here.any():
                pools.append(pool.take(at[here]))
                key = key[~here]
        return pools[0].joined(*pools[1:]) if pools else self._none
