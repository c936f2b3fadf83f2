"""Cholesky's factor of a few equations, compiled: without the linear algebra that numba finds in scipy."""

import numpy as np

from stockposture_models.candidates.terms import Floats
from stockposture_models.theory.compiled import compiled

#: Least pivot, part of the diagonal.
_PIVOT = 1e-14


@compiled
def factorise(a: Floats) -> None:
    """Turn the lower half of a positive definite matrix into its Cholesky factor."""
    m = len(a)
    for j in range(m):
        pivot = a[j, j]
        least = _PIVOT * abs(pivot) + 1e-300
        for t in range(j):
            pivot -= a[j, t] * a[j, t]
        pivot = np.sqrt(max(pivot, least))
        a[j, j] = pivot
        for i in range(j + 1, m):
            value = a[i, j]
            for t in range(j):
                value -= a[i, t] * a[j, t]
            a[i, j] = value / pivot


@compiled
def solve_factored(a: Floats, x: Floats) -> None:
    """Solve with the factor; ``x`` is the right-hand side, then the solution."""
    m = len(a)
    for i in range(m):
        value = x[i]
        for t in range(i):
            value -= a[i, t] * x[t]
        x[i] = value / a[i, i]
    for i in range(m - 1, -1, -1):
        value = x[i]
        for t in range(i + 1, m):
            value -= a[t, i] * x[t]
        x[i] = value / a[i, i]
