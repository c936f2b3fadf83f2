"""The marks of a chart: rectangles, lines and words as SVG.

Colours are named by class, so that the style of a page gives them, by day and by night; the same classes stand in the
style of a chart that is a file of its own.
"""

import html
from collections.abc import Sequence

from stockposture.report.pictures.words import clean, words


def number(value: float) -> str:
    """Return a coordinate: a tenth of a point is finer than one sees.

    >>> number(12.0), number(0.25), number(-0.04)
    ('12', '0.2', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def rectangle(x: float, y: float, width: float, height: float, css: str, told: str = "") -> str:
    """Return a rectangle; what is told shows when one points at it."""
    return (
        f'<rect class="{css}" x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}">'
        f"{_told(told)}</rect>"
    )


def line(x1: float, y1: float, x2: float, y2: float, css: str = "rule") -> str:
    """Return a straight line."""
    return f'<line class="{css}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"/>'


def path(points: Sequence[tuple[float, float]], css: str) -> str:
    """Return a line through points."""
    joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polyline class="{css}" points="{joined}"/>'


def dot(x: float, y: float, radius: float, css: str, told: str = "") -> str:
    """Return a point; what is told shows when one points at it."""
    return f'<circle class="{css}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}">{_told(told)}</circle>'


def label(x: float, y: float, text: str, css: str = "", *, anchor: str = "start", most: int = 60) -> str:
    """Return words; long ones are cut."""
    kind = f' class="{css}"' if css else ""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{kind} x="{number(x)}" y="{number(y)}"{at}>{html.escape(words(text, most))}</text>'


def _told(text: str) -> str:
    return f"<title>{html.escape(clean(text))}</title>" if text else ""
