"""Curves through points, on axes with round ticks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from stockposture.report.charts.chart import WIDTH, Chart
from stockposture.report.charts.marks import dot, label, line, path
from stockposture.report.pictures.ticks import short_amount

_LEFT, _TOP, _TALL, _RIGHT, _FOOT = 64.0, 22.0, 230.0, 18.0, 44.0
#: About how long the words at a mark are, and how high.
_WORDS, _LINE = 75.0, 16.0


@dataclass(frozen=True)
class Curve:
    """One curve.

    Parameters
    ----------
    name
        What it stands for; written at its end where there are several.
    points
        Abscissa and ordinate, from left to right.
    """

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Mark:
    """A point that stands out.

    Parameters
    ----------
    x, y
        Where it is.
    words
        What is written beside it.
    """

    x: float
    y: float
    words: str


def curves(
    name: str,
    title: str,
    description: str,
    given: Sequence[Curve],
    marks: Sequence[Mark],
    axes: tuple[str, str],
) -> Chart:
    """Return curves; what one points at is told in figures.

    Parameters
    ----------
    name, title, description
        See :class:`~stockposture.report.charts.chart.Chart`.
    given
        The curves, at least one of them with a point.
    marks
        Points that stand out.
    axes
        What runs along the bottom, and up the side.
    """
    every = [point for curve in given for point in curve.points] + [(mark.x, mark.y) for mark in marks]
    across, up = (_scale([point[axis] for point in every]) for axis in (0, 1))
    bottom = _TOP + _TALL

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            _LEFT + (WIDTH - _LEFT - _RIGHT) * (x - across[0]) / (across[-1] - across[0]),
            bottom - _TALL * (y - up[0]) / (up[-1] - up[0]),
        )

    drawn = [label(0, 12, axes[1], "small soft")]
    for tick in up:
        _, y = place(across[0], tick)
        drawn += [line(_LEFT, y, WIDTH - _RIGHT, y), label(_LEFT - 7, y + 4, short_amount(tick), "small", anchor="end")]
    for tick in across:
        x, _ = place(tick, up[0])
        drawn.append(label(x, bottom + 18, short_amount(tick), "small", anchor="middle"))
    drawn.append(label(WIDTH - _RIGHT, bottom + 38, axes[0], "small soft", anchor="end"))
    for curve in given:
        drawn.append(path([place(*point) for point in curve.points], "curve"))
        told = f"{curve.name}: " if len(given) > 1 else ""
        drawn += [
            dot(*place(x, y), 4, "plain", f"{told}{axes[0]} {short_amount(x)}, {axes[1]} {short_amount(y)}")
            for x, y in curve.points
        ]
        if len(given) > 1 and curve.points:
            x, y = place(*curve.points[0])
            drawn.append(label(x + 6, y - 8, curve.name, "small"))
    spots = [(*place(mark.x, mark.y), mark.words) for mark in marks]
    drawn += [dot(x, y, 7, "ring") for x, y, _ in spots]
    drawn += [_written(x, y, words, bottom) for x, y, words in _together(spots)]
    header = (axes[0], axes[1]) if len(given) == 1 else ("", *axes)
    rows = [
        [*([curve.name] if len(given) > 1 else []), short_amount(x), short_amount(y)]
        for curve in given
        for x, y in curve.points
    ]
    return Chart(name, title, description, bottom + _FOOT, drawn, header, rows)


def _together(spots: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Return spots with their words; where words would lie on those of another spot, both stand at that one.

    >>> _together([(100, 50, "knee"), (120, 45, "this plan"), (300, 20, "knee")])
    [(100, 50, 'knee, this plan'), (300, 20, 'knee')]
    """
    kept: list[tuple[float, float, str]] = []
    for x, y, words in spots:
        near = (at for at, (left, top, _) in enumerate(kept) if abs(x - left) < _WORDS and abs(y - top) < _LINE)
        at = next(near, None)
        if at is None:
            kept.append((x, y, words))
        else:
            kept[at] = (*kept[at][:2], f"{kept[at][2]}, {words}")
    return kept


def _written(x: float, y: float, words: str, bottom: float) -> str:
    """Return words beside a point of a falling curve: above it on its right, or below it on its left near the edge."""
    if x <= WIDTH * 0.7:
        return label(x + 11, y - 9, words, "strong")
    is_low = y + 2 * _LINE > bottom
    return label(x - 11, y - 9 if is_low else y + 19, words, "strong", anchor="end")


def _scale(values: Sequence[float]) -> list[float]:
    """Return round ticks from below the least to above the largest.

    >>> _scale([230_000, 880_000])
    [200000.0, 400000.0, 600000.0, 800000.0, 1000000.0]
    >>> _scale([5.0])
    [5.0, 6.0]
    """
    low, high = min(values), max(values)
    if high <= low:
        return [low, low + max(abs(low) * 0.1, 1.0)]
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * digit for digit in (1, 2, 2.5, 5, 10) if power * digit >= rough * 0.9999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * tick for tick in range(first, last + 1)]
