"""Pages that need nothing but themselves: no script, no address, every text escaped."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.words import clean

# A page that could fetch or run something would say so here; ours forbids itself both.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem 1.5rem 4rem; background: #fff; color: #1a1a1a;
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; }
p { max-width: 60rem; margin: .4rem 0; }
a { color: #00507a; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #0072b2; outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .75rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
caption { text-align: left; color: #404040; padding: .25rem 0; max-width: 60rem; }
th, td { padding: .25rem .75rem; border-bottom: 1px solid #d9d9d9; text-align: left; vertical-align: top; }
tbody th { font-weight: 500; min-width: 9rem; max-width: 22rem; overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid #595959; }
.number { text-align: right; white-space: nowrap; }
figure { margin: 1rem 0 1.75rem; }
figcaption { font-weight: 600; margin-bottom: .25rem; }
figure svg { display: block; width: 100%; height: auto; min-width: 44rem; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  nav, .skip { display: none; }
  .wide { overflow: visible; }
  table { font-size: 7.5pt; }
  th, td { padding: .12rem .4rem; }
  tbody th { min-width: 0; }
  figure svg { min-width: 0; max-height: 155mm; }
  figure, tr { break-inside: avoid; }
  h2, caption, figcaption { break-after: avoid; }
  thead { display: table-header-group; }
}
"""

_NOT_A_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Section:
    """A part of a page: its heading, and its contents as HTML (made by the functions here, so escaped)."""

    heading: str
    contents: Sequence[str]

    @property
    def anchor(self) -> str:
        """Return what a link within the page calls it."""
        return _NOT_A_NAME.sub("-", self.heading.lower()).strip("-")


def escaped(text: str) -> str:
    r"""Return text as HTML: on one line, control characters taken out.

    >>> escaped("a < b & \x07c")
    'a &lt; b &amp; c'
    """
    return html.escape(clean(text))


def name(text: str) -> str:
    """Return a user's name as HTML; its direction of writing stays its own.

    >>> name("</script>")
    '<bdi>&lt;/script&gt;</bdi>'
    """
    return f"<bdi>{escaped(text)}</bdi>"


def paragraph(text: str) -> str:
    """Return a paragraph of plain text as HTML."""
    return f"<p>{escaped(text)}</p>"


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, words_in: Sequence[int] = (0,)) -> str:
    """Return a table as HTML that can be scrolled by keyboard; its first column heads the rows.

    Parameters
    ----------
    caption
        What it shows.
    header
        A heading for each column.
    rows
        Cells as plain text, as many as there are headings.
    words_in
        Columns of words; all others hold figures and stand to the right.
    """
    css = ["" if column in words_in else ' class="number"' for column in range(len(header))]
    head = "".join(f'<th scope="col"{of}>{escaped(cell)}</th>' for cell, of in zip(header, css, strict=True))
    body = "\n".join(f"<tr>{''.join(_cells(row, css))}</tr>" for row in rows)
    told = escaped(caption)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{told}">\n<table><caption>{told}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>\n</div>"
    )


def _cells(row: Sequence[str], css: Sequence[str]) -> Iterable[str]:
    yield f'<th scope="row"{css[0]}>{name(row[0])}</th>'
    for cell, of in zip(row[1:], css[1:], strict=True):
        yield f"<td{of}>{name(cell) if not of else escaped(cell)}</td>"


def figure(picture: Picture) -> str:
    """Return a picture as HTML, drawn within the page.

    Raises
    ------
    FileFaultError
        The packages of the extra ``pictures`` are not installed.
    """
    return (
        f'<figure>\n<figcaption>{escaped(picture.title)}</figcaption>\n<div class="wide" role="region" tabindex="0" '
        f'aria-label="{escaped(picture.title)}">\n{picture.inline_svg()}</div>\n</figure>'
    )


def page(title: str, introduction: Sequence[str], sections: Sequence[Section]) -> str:
    """Return a whole page.

    Parameters
    ----------
    title
        Plain text.
    introduction
        HTML before the first section.
    sections
        In order; each is linked to from the top.
    """
    links = "".join(f'<li><a href="#{part.anchor}">{escaped(part.heading)}</a></li>' for part in sections)
    parts = "\n".join(
        f'<section aria-labelledby="{part.anchor}">\n<h2 id="{part.anchor}">{escaped(part.heading)}</h2>\n'
        + "\n".join(part.contents)
        + "\n</section>"
        for part in sections
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escaped(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">To the contents</a>\n<header>\n<h1>{escaped(title)}</h1>\n'
        f'<nav aria-label="Parts of this page"><ul>{links}</ul></nav>\n</header>\n'
        f'<main id="main">\n' + "\n".join(introduction) + f"\n{parts}\n</main>\n</body>\n</html>\n"
    )
