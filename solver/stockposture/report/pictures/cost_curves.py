"""Cost of one item against its buffer: its choice, and the best of each other posture and split."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stockposture.explanation.explanation import Explanation
from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.style import BLUE, GREEN, GREY, INK, VERMILLION
from stockposture.report.pictures.ticks import short_amount, tick
from stockposture.report.pictures.words import SHORT_NAME, isolated, money, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = {"jit": VERMILLION, "hybrid": BLUE, "jic": GREEN}
_LINES = {"single": "-", "dual": "--", "nearshore": ":"}
#: Costs shown beyond this many times the chosen one's are of no interest.
_HIGHEST = 3.0
#: Parts of the chosen curve, from the bottom up.
_PARTS = ("ordering", "carrying", "stockout")


def cost_curves(found: Explanation) -> Picture:
    """Return yearly cost at the plan's prices against the buffer, one line a choice, and the parts of the chosen one.

    Parameters
    ----------
    found
        The ledger of an item.
    """
    unit, name = money(found.currency), words(found.sku)
    choices, curves = found.choices, found.curves
    chosen = choices.iloc[0]

    def draw(figure: "Figure") -> None:
        left, right = figure.subplots(1, 2)
        _all(left, choices, curves)
        _parts(right, curves[curves["choice"] == 0], chosen)
        for panel in (left, right):
            panel.set_xlabel("buffer, units")
            panel.set_ylabel(f"{unit} a year")
            panel.xaxis.set_major_formatter(tick)
            panel.yaxis.set_major_formatter(tick)
        left.set_title(f"{isolated(name)}: all cost, limits at the plan's prices")
        right.set_title("Its choice: where the cost comes from")
        figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=3)

    best = choices.iloc[1:].nsmallest(1, "priced_cost")
    second = "".join(
        f" The best of another kind, {row['posture']} {row['split']}, costs {short_amount(row['extra_cost'])} more."
        for row in best.to_dict("records")
    )
    return Picture(
        name="cost-curves",
        title=f"Cost of {name} against its buffer",
        description=(
            f"{name} is {chosen['posture']} {chosen['split']} with a buffer of {int(chosen['buffer_units']):,} units "
            f"at {short_amount(chosen['priced_cost'])} {unit} a year.{second}"
        ),
        draw=draw,
        width=13.0,
        height=5.8,
    )


def _all(panel: "Axes", choices: pd.DataFrame, curves: pd.DataFrame) -> None:
    highest = _HIGHEST * float(choices["priced_cost"].iloc[0])
    shown = []
    for at, choice in enumerate(choices.to_dict("records")):
        curve = curves[curves["choice"] == at]
        x, y = curve["buffer_units"].to_numpy(), curve["priced_cost"].to_numpy()
        suppliers = words(str(choice["suppliers"]).replace("|", ", "), SHORT_NAME)
        label = f"{choice['posture']} {choice['split']} ({suppliers})"
        panel.plot(
            x, np.where(y <= highest, y, np.nan), _LINES[choice["split"]], color=_COLOURS[choice["posture"]],
            linewidth=2.6 if choice["is_chosen"] else 1.2, label=label + (": chosen" if choice["is_chosen"] else ""),
            marker="o" if len(x) == 1 else "", zorder=4 if choice["is_chosen"] else 3,
        )  # fmt: skip
        if choice["priced_cost"] <= highest:
            panel.plot(
                [choice["buffer_units"]],
                [choice["priced_cost"]],
                "o",
                color=_COLOURS[choice["posture"]],
                markersize=7 if choice["is_chosen"] else 4,
                zorder=5,
            )
            shown.append(float(choice["priced_cost"]))
    panel.set_ylim(0.0 if min(shown, default=0.0) >= 0 else None, None)


def _parts(panel: "Axes", curve: pd.DataFrame, chosen: pd.Series) -> None:
    x = curve["buffer_units"].to_numpy()
    goods = curve["relevant_cost"] - sum(curve[f"{part}_cost"] for part in _PARTS)
    lines = {
        "goods above the cheapest": (goods, GREY, "-"),
        "orders and programme": (curve["ordering_cost"], INK, ":"),
        "carrying": (curve["carrying_cost"], BLUE, "-"),
        "expected shortage": (curve["stockout_cost"], VERMILLION, "-"),
        "limits": (curve["limits_cost"] + curve["fees"], GREEN, "--"),
        "all": (curve["priced_cost"], INK, "-"),
    }
    ceiling = _HIGHEST * float(chosen["priced_cost"])
    for label, (values, colour, line) in lines.items():
        y = values.to_numpy()
        panel.plot(
            x,
            np.where(y <= ceiling, y, np.nan),
            line,
            color=colour,
            linewidth=2.4 if label == "all" else 1.4,
            label=label,
        )
    panel.axvline(float(chosen["buffer_units"]), color=GREY, linewidth=1.0, zorder=1)
    panel.legend(loc="best")
