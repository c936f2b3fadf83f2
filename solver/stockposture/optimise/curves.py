"""Cost curves of candidates at chosen whole-unit buffers, and their refinement."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from stockposture.optimise.problem import Problem
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import Economics
from stockposture_models.candidates.terms import Flags, Floats, Ints

#: Buffers per candidate on the first look.
FIRST_NODES = 9


@dataclass(frozen=True)
class Curves:
    """Candidates evaluated at some of their buffers.

    Parameters
    ----------
    rows
        (n,) rows of the problem's candidates, ascending.
    economics
        Figures at the nodes, (n, k). Buffers are whole units, ascending along a row; a row with fewer nodes than
        k repeats its last one.
    """

    rows: Ints
    economics: Economics

    @property
    def buffer(self) -> Floats:
        """(n, k) buffers, units."""
        return self.economics.buffer

    @property
    def distinct(self) -> Flags:
        """(n, k) whether a node is not a repetition of the one before it."""
        fresh = np.ones(self.buffer.shape, dtype=np.bool_)
        fresh[:, 1:] = np.diff(self.buffer, axis=1) > 0
        return fresh

    def take(self, keep: Ints | Flags) -> Self:
        """Return the given candidates."""
        return type(self)(self.rows[keep], self.economics.take(keep))


def first_curves(problem: Problem) -> Curves:
    """Return all candidates at their :func:`first_buffers`."""
    rows = np.arange(len(problem.candidates), dtype=np.int64)
    return Curves(rows, problem.evaluate(rows, first_buffers(problem.candidates)))


def first_buffers(candidates: Candidates) -> Floats:
    """Return a few buffers of each candidate, (n, 9): both ends of the band, the unit beside each, and between.

    The nodes next to the ends let slopes be known there, on which the bounds between nodes rest. Between, the
    nodes are denser near the least buffer, where cost bends most.
    """
    lower = candidates.lower.astype(np.float64)[:, np.newaxis]
    span = (candidates.upper - candidates.lower).astype(np.float64)[:, np.newaxis]
    inner = span * np.linspace(0.0, 1.0, FIRST_NODES - 2) ** 1.5
    nodes = lower + np.concatenate([inner, np.minimum(1.0, span), np.maximum(span - 1.0, 0.0)], axis=1)
    return ascending(np.round(nodes))


def between(buffer: Floats, split: Flags, pieces: int) -> tuple[Ints, Floats]:
    """Return the rows with marked segments (n, k - 1), and for each the whole units that cut them into ``pieces``.

    Rows with fewer new nodes than others repeat their first one.
    """
    rows = np.flatnonzero(split.any(axis=1))
    at, segment = np.nonzero(split[rows])
    left, right = buffer[rows][at, segment], buffer[rows][at, segment + 1]
    fractions = np.arange(1, pieces) / pieces
    fresh = np.round(left[:, np.newaxis] + (right - left)[:, np.newaxis] * fractions)
    counts = np.bincount(at, minlength=len(rows)) * (pieces - 1)
    nodes = np.repeat(buffer[rows, :1], int(counts.max(initial=0)), axis=1)
    place = np.arange(len(at) * (pieces - 1)) - np.repeat(np.cumsum(counts) - counts, counts)
    nodes[np.repeat(at, pieces - 1), place] = fresh.ravel()
    return rows, nodes


def refine(problem: Problem, curves: Curves, split: Flags, pieces: int) -> Curves:
    """Return the curves with new nodes inside the segments marked in ``split`` (n, k - 1).

    Each marked segment is cut into ``pieces``, at whole units.
    """
    rows, nodes = between(curves.buffer, split, pieces)
    if len(rows) == 0:
        return curves
    new = problem.evaluate(curves.rows[rows], nodes)
    merged = _merge(curves.economics.take(rows), new)
    return Curves(curves.rows, _replaced(curves.economics, rows, merged))


def ascending(buffer: Floats) -> Floats:
    """Return the nodes sorted along each row, repetitions moved to the end as copies of the last."""
    nodes = np.sort(buffer, axis=1)
    last = nodes[:, -1:].copy()
    nodes[:, 1:][np.diff(nodes, axis=1) <= 0] = np.inf
    nodes.sort(axis=1)
    return np.where(np.isinf(nodes), last, nodes)


def order_of(buffer: Floats) -> Ints:
    """Return which columns make each row ascend, (n, width): distinct nodes, then the last again up to the longest."""
    order = np.argsort(buffer, axis=1, kind="stable")
    nodes = np.take_along_axis(buffer, order, axis=1)
    repeated = np.zeros(nodes.shape, dtype=np.bool_)
    repeated[:, 1:] = np.diff(nodes, axis=1) <= 0
    # Distinct nodes first, in order; the places after them point at the row's last distinct node.
    rank = np.argsort(repeated, axis=1, kind="stable")
    count = (~repeated).sum(axis=1)
    width = int(count.max(initial=1))
    rank = rank[:, :width]
    beyond = np.arange(width) >= count[:, np.newaxis]
    rank = np.where(beyond, np.take_along_axis(rank, count[:, np.newaxis] - 1, axis=1), rank)
    return np.take_along_axis(order, rank, axis=1)


def _merge(old: Economics, new: Economics) -> Economics:
    """Return both sets of nodes as one, ascending, repetitions at the end; width trimmed to the longest row."""
    order = order_of(np.concatenate([old.buffer, new.buffer], axis=1))
    return Economics(
        **{
            field.name: np.take_along_axis(
                np.concatenate([getattr(old, field.name), getattr(new, field.name)], axis=1), order, axis=1
            )
            for field in fields(Economics)
        }
    )


def _replaced(all_rows: Economics, rows: Ints, merged: Economics) -> Economics:
    """Return ``all_rows`` with the given rows replaced, every row padded to the common width."""
    width = max(all_rows.buffer.shape[1], merged.buffer.shape[1])

    def padded(values: Floats) -> Floats:
        missing = width - values.shape[1]
        return np.concatenate([values, np.repeat(values[:, -1:], missing, axis=1)], axis=1)

    out = {}
    for field in fields(Economics):
        values = padded(np.asarray(getattr(all_rows, field.name))).copy()
        values[rows] = padded(getattr(merged, field.name))
        out[field.name] = values
    return Economics(**out)
