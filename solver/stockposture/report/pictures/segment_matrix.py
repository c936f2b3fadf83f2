"""The criticality x fragility matrix as a picture."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.style import GREY, INK
from stockposture.report.pictures.ticks import short_amount
from stockposture.report.pictures.words import money

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Shade of a cell, of that of the fullest, from which on its figures are white.
_DARK = 0.7


def segment_matrix(matrix: pd.DataFrame, value_matrix: pd.DataFrame, currency: str = "") -> Picture:
    """Return the picture of how many items there are of each criticality and fragility.

    Every cell holds the count of its items and their annual value; its shade goes by the logarithm of the count, for
    most catalogues have nearly all their items in few cells.

    Parameters
    ----------
    matrix
        Items; criticality in the rows, most critical on top, fragility in the columns.
    value_matrix
        Their annual value, currency/yr, in the same shape.
    currency
        Its name.
    """
    counts, values = matrix.to_numpy(dtype=np.int64), value_matrix.to_numpy(dtype=np.float64)
    shades = np.log1p(counts) / max(float(np.log1p(counts.max(initial=0))), 1e-12)
    unit = money(currency)

    def draw(figure: "Figure") -> None:
        panel = figure.subplots()
        edges = np.arange(-0.5, 5.0)
        panel.pcolormesh(edges, edges, shades, cmap="Blues", vmin=0.0, vmax=1.2, edgecolors="white", linewidth=2.0)
        panel.invert_yaxis()
        panel.grid(visible=False)
        panel.set_xticks(range(len(matrix.columns)), [str(level) for level in matrix.columns])
        panel.set_yticks(range(len(matrix.index)), [str(level) for level in matrix.index])
        panel.tick_params(length=0)
        panel.set_xlabel("fragility: 1 robust ... 5 fragile")
        panel.set_ylabel("criticality: 1 inconvenience ... 5 halts production")
        panel.set_title(f"Items, and their annual value in {unit}")
        for (row, column), count in np.ndenumerate(counts):
            ink = "white" if shades[row, column] > _DARK else INK if count else GREY
            text = f"{count:,}\n{short_amount(float(values[row, column]))}" if count else "."
            panel.text(column, row, text, ha="center", va="center", color=ink)

    top = int(counts[:2, 2:].sum())
    description = (
        f"{int(counts.sum()):,} items by criticality and fragility; {top:,} of them with criticality 4 or more and "
        f"fragility 3 or more, worth {short_amount(float(values[:2, 2:].sum()))} {unit} a year."
    )
    return Picture(
        name="criticality-fragility",
        title="Items by criticality and fragility",
        description=description,
        draw=draw,
        width=8.0,
        height=5.5,
    )
