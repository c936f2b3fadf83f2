"""The linear relaxation of a choice among columns, by scipy: an answer from elsewhere."""

import itertools

import numpy as np
from scipy.optimize import linprog

from stockposture.decomposition.columns.columns import Columns
from stockposture.decomposition.terms import Terms
from support.random_columns import dense_use


def random_terms(seed: int, columns: Columns, openings: int = 0) -> Terms:
    """Return limits that bind, some with overflow, which the points of least use keep."""
    rng = np.random.default_rng([seed, 2])
    use = dense_use(columns)
    item = np.repeat(columns.item, np.diff(columns.first))
    least = np.array([[use[item == i, row].min() for row in range(use.shape[1])] for i in range(columns.items)])
    most = np.array([[use[item == i, row].max() for row in range(use.shape[1])] for i in range(columns.items)])
    # Least uses of different limits may need different points: where none keep all, the plan of one point an item does.
    point = np.array([rng.choice(np.flatnonzero(item == i)) for i in range(columns.items)])
    cap = np.maximum(least.sum(axis=0) + rng.uniform(0, 0.6) * (most - least).sum(axis=0), 0.0)
    overflow = np.where(rng.random(len(cap)) < 0.4, 0.5 * use[point].sum(axis=0), 0.0)
    cap = np.maximum(cap, use[point].sum(axis=0) - overflow)
    return Terms(cap, overflow, rng.uniform(0, 5, len(cap)), rng.uniform(5, 60, openings))


def relaxed_cost(columns: Columns, terms: Terms) -> float:
    """Return the value of the relaxation: points mixed at will, an item using an opening as far as it is open."""
    use, m, f = dense_use(columns), len(terms.cap), len(terms.opening_cost)
    p = len(columns.cost)
    choice = np.repeat(np.arange(len(columns.item)), np.diff(columns.first))
    item = columns.item[choice]
    rows, most = [], []
    for row in range(m):
        rows.append(np.concatenate([use[:, row], -1.0 * (np.arange(m) == row), np.zeros(f)]))
        most.append(terms.cap[row])
    for i, s in itertools.product(range(columns.items), range(f)):
        needed = (item == i) & (columns.opening[choice] == s).any(axis=1)
        rows.append(np.concatenate([needed, np.zeros(m), -1.0 * (np.arange(f) == s)]))
        most.append(0.0)
    one = [np.concatenate([item == i, np.zeros(m + f)]) for i in range(columns.items)]
    result = linprog(
        np.concatenate([columns.cost, terms.overflow_cost, terms.opening_cost]),
        A_ub=np.array(rows) if rows else None,
        b_ub=most if rows else None,
        A_eq=np.array(one),
        b_eq=np.ones(columns.items),
        bounds=[(0, None)] * p + [(0, most) for most in terms.overflow] + [(0, 1)] * f,
        method="highs",
    )
    assert result.status == 0, result.message
    return float(result.fun)
