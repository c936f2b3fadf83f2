"""Loss and tail of the gamma demand at the points of the table, exactly; writes ``loss_points.npy``.

Run: ``python tests/benchmarks/theory/loss_points.py`` (at once; needed again when the points of the table change).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc, ndtr

from stockposture_models.theory.loss_table import POINTS, grid, kappas

Floats = NDArray[np.float64]


def points(kappa: float, z: Floats) -> tuple[Floats, Floats]:
    """Loss and tail of the standard demand of coefficient of variation kappa at points z."""
    loss: Floats
    tail: Floats
    if kappa == 0.0:
        tail = np.asarray(ndtr(-z), dtype=np.float64)
        loss = np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi) - z * tail
    else:
        shape, scaled = kappa**-2, np.maximum((1.0 / kappa + z) / kappa, 0.0)
        tail = np.asarray(gammaincc(shape, scaled), dtype=np.float64)
        loss = (gammaincc(shape + 1.0, scaled) - tail) / kappa - z * tail
    return np.maximum(loss, 0.0), np.maximum(tail, 0.0)


def all_points() -> Floats:
    """Loss and tail of all rows, (2, rows, columns)."""
    _, _, z = grid()
    found = [points(float(kappa), row) for kappa, row in zip(kappas(), z, strict=True)]
    return np.stack([np.stack(part) for part in zip(*found, strict=True)])


if __name__ == "__main__":
    np.save(POINTS, all_points())
