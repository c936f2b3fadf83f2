"""A chart: its words, its size and its marks."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

from stockposture.report.pictures.words import clean

#: Width of every chart, in units of which a letter is about 13 high.
WIDTH = 560.0

#: Colours by day. In a page these are variables, which change by night; a file of its own gives them here.
COLOURS = {
    "ink": "#1b2430",
    "soft": "#5a6675",
    "rule": "#d5dbe2",
    "paper": "#ffffff",
    "jit": "#2b7bba",
    "hybrid": "#9cc9e6",
    "jic": "#c4511a",
    "plain": "#2b7bba",
    "pale": "#c3d9ea",
    "mark": "#c4511a",
}


def chart_style(*, variables: bool) -> str:
    """Return the style sheet of charts.

    Parameters
    ----------
    variables
        Whether colours are the page's variables (``--jit`` ...) or stand in the sheet themselves.
    """
    of = {name: f"var(--{name})" if variables else colour for name, colour in COLOURS.items()}
    scope = "svg.chart"
    fills = "\n".join(f"{scope} .{name} {{ fill: {of[name]}; }}" for name in COLOURS if name != "rule")
    return f"""
{scope} {{ font: 13px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }}
{scope} text {{ fill: {of["ink"]}; }}
{fills}
{scope} text.on-jit, {scope} text.on-jic, {scope} text.on-plain, {scope} text.on-mark {{ fill: {of["paper"]}; }}
{scope} text.on-hybrid, {scope} text.on-pale {{ fill: {COLOURS["ink"]}; }}
{scope} .small {{ font-size: 11px; }}
{scope} .rule {{ stroke: {of["rule"]}; stroke-width: 1; fill: none; }}
{scope} .limit {{ stroke: {of["mark"]}; stroke-width: 1.5; stroke-dasharray: 5 4; fill: none; }}
{scope} .curve {{ stroke: {of["plain"]}; stroke-width: 2; fill: none; }}
{scope} .ring {{ stroke: {of["mark"]}; stroke-width: 2; fill: none; }}
{scope} .strong {{ font-weight: 650; }}
{scope} .cell {{ fill: none; stroke: {of["rule"]}; }}
"""


@dataclass(frozen=True)
class Chart:
    """A chart of :data:`WIDTH`, as an element of a page or as a file.

    Parameters
    ----------
    name
        What its ids begin with and its file is called: letters and hyphens.
    title
        What it shows, in a few words.
    description
        What one reads off it, for those who cannot see it.
    height
        In the units of :data:`WIDTH`.
    marks
        SVG, made by :mod:`stockposture.report.charts.marks`, so escaped.
    header, rows
        The same as a table, for those who want the figures.
    """

    name: str
    title: str
    description: str
    height: float
    marks: Sequence[str]
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default=())

    def inline(self) -> str:
        """Return the element of a page, as wide as the page allows; the page's style gives the colours."""
        return self._element("")

    def svg(self) -> str:
        """Return a file."""
        size = f' xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{self.height:.0f}"'
        return f'<?xml version="1.0" encoding="utf-8"?>\n{self._element(size, chart_style(variables=False))}\n'

    def _element(self, attributes: str, style: str = "") -> str:
        sheet = f"<style>{style}</style>" if style else ""
        return (
            f'<svg class="chart" role="img" viewBox="0 0 {WIDTH:.0f} {self.height:.0f}"{attributes} '
            f'aria-labelledby="{self.name}-title {self.name}-desc"><title id="{self.name}-title">'
            f'{html.escape(clean(self.title))}</title><desc id="{self.name}-desc">'
            f"{html.escape(clean(self.description))}</desc>{sheet}{''.join(self.marks)}</svg>"
        )
