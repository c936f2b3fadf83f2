"""Plans side by side."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stockposture.comparison import result as comparisons
from stockposture.io.comparison_folder import comparison_document, write_comparison
from stockposture.report.comparison import comparison_text
from stockposture.report.plain import one_line
from stockposture_models.plan import plan as plans
from stockposture_models.values import parts_of


class Comparison(comparisons.Comparison):
    """Plans side by side: ``plans``, ``limits``, ``changes``, ``items``; the first plan is the yardstick."""

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints and ``summary.json`` holds: all tables as records, up to 10,000 items."""
        return comparison_document(self)

    def write(self, path: str | Path) -> None:
        """Write the tables, whole or not at all; see :func:`stockposture.io.comparison_folder.write_comparison`."""
        write_comparison(self, Path(path))

    def __repr__(self) -> str:
        """Return what it holds in one line; ``print(comparison)`` shows the page, ``comparison.items`` a table."""
        others = ", ".join(one_line(name) for name in self.names[1:])
        return f"Comparison({others} against {one_line(self.names[0])}, {len(self.items):,} differing items)"

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return comparison_text(self)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the plans side by side, and the items that differ most."""
        from stockposture.report.notebook import comparison_html

        return comparison_html(self)


def compare(plans_: Mapping[str, plans.Plan] | Sequence[plans.Plan]) -> Comparison:
    """Set plans side by side: totals, limits, and the items that differ, with what each difference costs and buys.

    Parameters
    ----------
    plans_
        Two or more, by name or in a list, where they are called ``plan 1`` and so on. The first is the yardstick.

    Raises
    ------
    ValueError
        If there are fewer than two, or their currencies differ.

    Examples
    --------
    >>> from stockposture import Case, baseline, solve
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> found = compare({"solved": solve(case), "60 days": baseline(case, "jic")})
    >>> found.items[["sku", "first_buffer_units", "buffer_units"]].to_numpy().tolist()
    [['A', 50, 600]]
    """
    from stockposture.comparison.compare import compare as set_side_by_side

    if not isinstance(plans_, Mapping):
        plans_ = {f"plan {number}": plan for number, plan in enumerate(plans_, start=1)}
    return Comparison(**parts_of(set_side_by_side(plans_)))
