"""How low a curve can dip between its nodes.

Two arguments, the stronger of which counts on each segment of neighbouring nodes b_j < b_j+1:

* *Monotone parts.* Stock, space and capital never fall with the buffer, shortage never rises; so no value inside is
  below the left node's less the fall of the stockout cost over the segment. Always true.
* *Convexity.* Where the slopes of the neighbouring segments rise through this one, a convex curve stays above both
  neighbours' chords, extended. Not used where the slopes say that the curve is not convex here.

Segments of at most one unit hold no whole-unit buffer inside: nothing can dip there.
"""

import numpy as np

from stockposture_models.candidates.terms import Flags, Floats

#: Relative difference of slopes that is rounding, not a bend.
_STRAIGHT = 1e-9


def lowest_inside(buffer: Floats, cost: Floats, falling: Floats) -> Floats:
    """Return a lower bound of ``cost`` at whole-unit buffers strictly inside each segment, (n, k - 1).

    Parameters
    ----------
    buffer
        (n, k) ascending nodes, units.
    cost
        (n, k) values at the nodes.
    falling
        (n, k) the part of ``cost`` that falls with the buffer; the rest never falls.

    Returns
    -------
    (n, k - 1); ``inf`` where a segment holds no whole unit.
    """
    width = np.diff(buffer, axis=1)
    monotone = cost[:, :-1] + np.minimum(np.diff(falling, axis=1), 0.0)
    left, right, convex = _neighbour_slopes(width, cost)
    # Both extended chords at the place where they cross, or at the end where the only one is lowest.
    rise = cost[:, 1:] - cost[:, :-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        crossing = np.where(np.isfinite(left) & np.isfinite(right), (rise - right * width) / (left - right), 0.0)
        crossing = np.clip(np.nan_to_num(crossing), 0.0, width)
    left_line = np.where(np.isfinite(left), left, 0.0)
    right_line = np.where(np.isfinite(right), right, 0.0)
    at_left = cost[:, 1:] - right_line * width  # the right neighbour's chord at the left node
    at_right = cost[:, :-1] + left_line * width
    at_crossing = cost[:, :-1] + left_line * crossing
    ends = np.minimum(cost[:, :-1], cost[:, 1:])
    both = np.where(left_line >= 0, cost[:, :-1], np.where(right_line <= 0, cost[:, 1:], at_crossing))
    only_left = np.where(left_line >= 0, cost[:, :-1], at_right)
    only_right = np.where(right_line <= 0, cost[:, 1:], at_left)
    has_left, has_right = np.isfinite(left), np.isfinite(right)
    by_chords = np.where(
        has_left & has_right, both, np.where(has_left, only_left, np.where(has_right, only_right, -np.inf))
    )
    bound = np.where(convex, np.maximum(monotone, np.minimum(by_chords, ends)), monotone)
    return np.where(width > 1.0, bound, np.inf)


def chord_excess(buffer: Floats, values: Floats, steps: Floats) -> Floats:
    """Return how far the chord over each segment may lie above the curve, (n, k - 1), at least 0.

    Parameters
    ----------
    buffer, values
        (n, k) ascending nodes and the curve's values there.
    steps
        (n, k - 1) how far the curve can fall below its chord's higher end by the monotone parts alone.

    Notes
    -----
    A convex curve lies above the V of its neighbours' extended chords; the chord is farthest above the V at the
    crossing. A concave curve lies above its chord.
    """
    width = np.diff(buffer, axis=1)
    slope = np.divide(np.diff(values, axis=1), width, out=np.zeros_like(width), where=width > 0)
    left, right, convex = _neighbour_slopes(width, values)
    known = np.isfinite(left) & np.isfinite(right)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(known, (right - slope) / (right - left), 0.0)  # crossing at share * width
        sag = np.where(known, (slope - left) * np.clip(np.nan_to_num(share), 0.0, 1.0) * width, np.inf)
        sag = np.where(np.isfinite(left) & ~known, (slope - left) * width, sag)
        sag = np.where(np.isfinite(right) & ~known, (right - slope) * width, sag)
    concave = _concave(left, slope, right)
    excess = np.where(convex, np.minimum(steps, sag), steps)
    excess = np.where(concave & known, 0.0, excess)
    return np.where(width > 1.0, np.maximum(excess, 0.0), 0.0)


def _neighbour_slopes(width: Floats, values: Floats) -> tuple[Floats, Floats, Flags]:
    """Return the slopes left and right of each segment (nan where there is none) and whether they rise."""
    slope = np.full_like(width, np.nan)
    np.divide(np.diff(values, axis=1), width, out=slope, where=width > 0)
    edge = np.full((len(slope), 1), np.nan)
    left = np.concatenate([edge, slope[:, :-1]], axis=1)
    right = np.concatenate([slope[:, 1:], edge], axis=1)
    # Where the curve is all but straight, rounding makes slopes fall by a part in 1e9: still a straight line.
    noise = _STRAIGHT * np.abs(np.nan_to_num(slope))
    with np.errstate(invalid="ignore"):
        falls = (left > slope + noise) | (slope > right + noise)
    return left, right, ~falls


def _concave(left: Floats, slope: Floats, right: Floats) -> Flags:
    with np.errstate(invalid="ignore"):
        concave: Flags = (left >= slope) & (slope >= right)
    return concave
