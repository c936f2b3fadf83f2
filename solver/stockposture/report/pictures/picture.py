"""A picture: its words, its size and how it is drawn."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stockposture.report.pictures.style import house_style
from stockposture.report.pictures.svg import tidy
from stockposture.report.pictures.words import clean

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Picture:
    """A picture that can be had as SVG, as PNG or within a page.

    Parameters
    ----------
    name
        Stem of its files, and what its ids begin with in a page: letters and hyphens.
    title
        What it shows, in a few words.
    description
        What one reads off it, for those who cannot see it.
    draw
        Draws it on an empty figure.
    width, height
        Inches.
    """

    name: str
    title: str
    description: str
    draw: "Callable[[Figure], None]"
    width: float = 10.0
    height: float = 5.0

    def svg(self) -> str:
        """Return an SVG file.

        Raises
        ------
        FileFaultError
            The packages of the extra ``pictures`` are not installed.
        """
        return self._tidy(inline=False)

    def inline_svg(self) -> str:
        """Return an SVG element to put into a page: no prologue, no address, ids of its own.

        Raises
        ------
        FileFaultError
            As :meth:`svg`.
        """
        return self._tidy(inline=True)

    def png(self) -> bytes:
        """Return a PNG file of 150 dots an inch.

        Raises
        ------
        FileFaultError
            As :meth:`svg`.
        """
        return self._drawn(
            "png", {"Title": clean(self.title), "Description": clean(self.description), "Software": None}
        )

    def write(self, folder: Path) -> list[Path]:
        """Write ``name.svg`` and ``name.png`` into a folder and return their paths.

        Raises
        ------
        FileFaultError
            As :meth:`svg`.
        OSError
            The system refused.
        """
        paths = [folder / f"{self.name}.svg", folder / f"{self.name}.png"]
        paths[0].write_text(self.svg(), encoding="utf-8", newline="\n")
        paths[1].write_bytes(self.png())
        return paths

    def _tidy(self, *, inline: bool) -> str:
        return tidy(
            self._as_svg, name=self.name, title=clean(self.title), description=clean(self.description), inline=inline
        )

    @cached_property
    def _as_svg(self) -> bytes:
        """Drawn once: for a file and for a page."""
        return self._drawn("svg", {"Date": None, "Creator": None, "Format": None, "Type": None})

    def _drawn(self, form: str, metadata: dict[str, Any]) -> bytes:
        with house_style():
            from matplotlib.figure import Figure

            figure = Figure(figsize=(self.width, self.height), layout="constrained")
            self.draw(figure)
            stream = io.BytesIO()
            figure.savefig(stream, format=form, metadata=metadata)
        return stream.getvalue()
