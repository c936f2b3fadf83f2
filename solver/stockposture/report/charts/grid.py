"""A square of cells, each with a count and how it is made up."""

from collections.abc import Sequence

import numpy as np

from stockposture.report.charts.bars import Part
from stockposture.report.charts.chart import WIDTH, Chart
from stockposture.report.charts.marks import label, line, rectangle

_LEFT, _TOP, _CELL = 92.0, 34.0, 54.0


def grid(
    name: str,
    title: str,
    description: str,
    parts: Sequence[Part],
    counts: np.ndarray,
    *,
    rows: tuple[str, Sequence[str]],
    columns: tuple[str, Sequence[str]],
) -> Chart:
    """Return the square: in each cell how many there are, above a bar of what they are.

    Parameters
    ----------
    name, title, description
        See :class:`~stockposture.report.charts.chart.Chart`.
    parts
        What is counted, k of them.
    counts
        (rows, columns, k).
    rows, columns
        What runs along the side and the bottom, and the name of each step.
    """
    wide = (WIDTH - _LEFT - 8) / len(columns[1])
    marks, x = [], _LEFT
    for part in parts:
        marks += [rectangle(x, 6, 12, 12, part.css), label(x + 18, 17, part.name, "small")]
        x += 30 + 6.6 * len(part.name)
    for (row, column), total in np.ndenumerate(counts.sum(axis=2)):
        left, top = _LEFT + wide * column, _TOP + _CELL * row
        marks.append(rectangle(left + 1, top + 1, wide - 2, _CELL - 2, "cell"))
        css = "" if total else "soft"
        marks.append(label(left + wide / 2, top + 23, f"{int(total):,}" if total else ".", css, anchor="middle"))
        at = left + 8
        for part, count in zip(parts, counts[row, column], strict=True):
            if count:
                width = (wide - 16) * float(count) / float(total)
                told = f"{rows[0]} {rows[1][row]}, {columns[0]} {columns[1][column]}: {int(count):,} {part.name}"
                marks.append(rectangle(at, top + 34, width, 10, part.css, told))
                at += width
    bottom = _TOP + _CELL * len(rows[1])
    for at_row, step in enumerate(rows[1]):
        marks.append(label(_LEFT - 10, _TOP + _CELL * (at_row + 0.5) + 5, step, anchor="end"))
    for at_column, step in enumerate(columns[1]):
        marks.append(label(_LEFT + wide * (at_column + 0.5), bottom + 18, step, anchor="middle"))
    marks.append(label(0, _TOP + 12, rows[0], "small soft"))
    marks.append(label(WIDTH - 8, bottom + 36, columns[0], "small soft", anchor="end"))
    marks.append(line(_LEFT, bottom + 2, WIDTH - 8, bottom + 2))
    header = [f"{rows[0]}, {columns[0]}", *(part.name for part in parts)]
    table = [
        [f"{rows[1][row]}, {columns[1][column]}", *(f"{int(count):,}" for count in counts[row, column])]
        for row, column in np.ndindex(counts.shape[:2])
        if counts[row, column].sum()
    ]
    return Chart(name, title, description, bottom + 42, marks, header, table)
