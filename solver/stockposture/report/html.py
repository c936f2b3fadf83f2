"""Pages that need nothing but themselves: no address, every text escaped, no script but the page's own."""

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.words import clean

# A page that could fetch or run something would say so here; ours forbids itself both.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
# The one script a page may have is known by its hash; it may not make elements out of text.
_SCRIPT_POLICY = "; script-src '{digest}'; require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'"

_STYLE = """
:root { color-scheme: light; --paper: #fff; --ink: #1a1a1a; --soft: #404040; --rule: #d9d9d9; --strong: #595959;
  --link: #00507a; --focus: #0072b2; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem 1.5rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; }
p { max-width: 60rem; margin: .4rem 0; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .75rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; max-width: 60rem; }
th, td { padding: .25rem .75rem; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
tbody th { font-weight: 500; min-width: 9rem; max-width: 22rem; overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid var(--strong); }
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


class Ready(str):
    """A cell that is HTML already, made by our own functions."""

    __slots__ = ()


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, words_in: Sequence[int] = (0,)) -> str:
    """Return a table as HTML that can be scrolled by keyboard; its first column heads the rows.

    Parameters
    ----------
    caption
        What it shows.
    header
        A heading for each column.
    rows
        Cells as plain text, or :class:`Ready`, as many as there are headings.
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
    yield f'<th scope="row"{css[0]}>{_cell(row[0], is_words=True)}</th>'
    for cell, of in zip(row[1:], css[1:], strict=True):
        yield f"<td{of}>{_cell(cell, is_words=not of)}</td>"


def _cell(cell: str, *, is_words: bool) -> str:
    if isinstance(cell, Ready):
        return cell
    return name(cell) if is_words else escaped(cell)


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


def page(
    title: str,
    introduction: Sequence[str],
    sections: Sequence[Section],
    *,
    style: str = "",
    script: str = "",
    tools: str = "",
) -> str:
    """Return a whole page.

    Parameters
    ----------
    title
        Plain text.
    introduction
        HTML before the first section.
    sections
        In order; each is linked to from the top.
    style, script
        Of this page, on top of what all pages have; the script is the only one that the page can run.
    tools
        HTML beside the title: what is done with the page as a whole.
    """
    links = "".join(f'<li><a href="#{part.anchor}">{escaped(part.heading)}</a></li>' for part in sections)
    parts = "\n".join(
        f'<section aria-labelledby="{part.anchor}">\n<h2 id="{part.anchor}">{escaped(part.heading)}</h2>\n'
        + "\n".join(part.contents)
        + "\n</section>"
        for part in sections
    )
    policy = _POLICY + (_SCRIPT_POLICY.format(digest=_digest(script)) if script else "")
    running = f"<script>{script}</script>\n" if script else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escaped(title)}</title>\n'
        f"<style>{_STYLE}{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">To the contents</a>\n<header>\n<h1>{escaped(title)}</h1>\n{tools}'
        f'<nav aria-label="Parts of this page"><ul>{links}</ul></nav>\n</header>\n'
        f'<main id="main">\n' + "\n".join(introduction) + f"\n{parts}\n</main>\n{running}</body>\n</html>\n"
    )


def _digest(script: str) -> str:
    """Return what a policy calls a script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
