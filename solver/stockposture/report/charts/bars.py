"""Bars lying on their side, each cut into parts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stockposture.report.charts.chart import WIDTH, Chart
from stockposture.report.charts.marks import label, line, rectangle

_ROW, _BAR, _TOP = 30.0, 20.0, 34.0
#: Room for the names on the left and the totals on the right.
_LEFT, _RIGHT = 150.0, 96.0
#: About the width of a letter.
_LETTER = 7.2


@dataclass(frozen=True)
class Part:
    """What the bars are cut into.

    Parameters
    ----------
    name
        What people call it.
    css
        Class of its colour.
    """

    name: str
    css: str


@dataclass(frozen=True)
class Bar:
    """One bar.

    Parameters
    ----------
    name
        What it stands for; a user's text.
    values
        One a part.
    note
        What stands at its end; empty for the sum.
    is_rest
        Whether it is of all that have no bar of their own: only written where it is longer than all that have, which
        nobody could tell apart beside it.
    """

    name: str
    values: Sequence[float]
    note: str = ""
    is_rest: bool = False


def bars(
    name: str,
    title: str,
    description: str,
    parts: Sequence[Part],
    rows: Sequence[Bar],
    form: Callable[[float], str],
) -> Chart:
    """Return bars on a common scale.

    Parameters
    ----------
    name, title, description
        See :class:`~stockposture.report.charts.chart.Chart`.
    parts
        In order, from the left.
    rows
        From the top.
    form
        Writes a value.
    """
    most = max((sum(row.values) for row in rows if not row.is_rest), default=0.0)
    scale = (WIDTH - _LEFT - _RIGHT) / most if most > 0 else 0.0
    marks = _legend(parts) if len(parts) > 1 else []
    top = _TOP if len(parts) > 1 else 8.0
    marks.append(line(_LEFT, top - 4, _LEFT, top + _ROW * len(rows)))
    for at, row in enumerate(rows):
        marks += _bar(row, parts, top + _ROW * at, scale, form)
    header = ["", *(part.name for part in parts), *(["all"] if len(parts) > 1 else [])]
    table = [[row.name, *map(form, row.values), *([form(sum(row.values))] if len(parts) > 1 else [])] for row in rows]
    return Chart(name, title, description, top + _ROW * len(rows) + 6, marks, header, table)


def _bar(row: Bar, parts: Sequence[Part], y: float, scale: float, form: Callable[[float], str]) -> list[str]:
    marks = [label(_LEFT - 8, y + 15, row.name, anchor="end", most=20)]
    x = _LEFT
    is_drawn = not row.is_rest or sum(row.values) * scale <= WIDTH - _LEFT - _RIGHT
    for part, value in zip(parts, row.values, strict=True):
        width = value * scale
        if width <= 0 or not is_drawn:
            continue
        written = form(value)
        marks.append(rectangle(x, y, max(width - 1, 0.8), _BAR, part.css, f"{row.name}, {part.name}: {written}"))
        if len(parts) > 1 and len(written) * _LETTER + 6 <= width:
            marks.append(label(x + width / 2, y + 14.5, written, f"small on-{part.css}", anchor="middle"))
        x += width
    marks.append(label(x + 7, y + 15, row.note or form(sum(row.values)), "small soft"))
    return marks


def _legend(parts: Sequence[Part]) -> list[str]:
    marks, x = [], _LEFT
    for part in parts:
        marks += [rectangle(x, 6, 12, 12, part.css), label(x + 18, 17, part.name, "small")]
        x += 30 + 6.6 * len(part.name)
    return marks
