"""One item of a plan, explained."""

from pathlib import Path
from typing import Any

from stockposture.explanation import explanation as explanations
from stockposture.io.explanation_folder import explanation_document, write_explanation
from stockposture.planning.clock import Progress
from stockposture.report.explanation import explanation_text
from stockposture.report.plain import one_line
from stockposture_models.plan import plan as plans
from stockposture_models.values import parts_of


class Explanation(explanations.Explanation):
    """The ledger of one item of a plan: ``choices``, ``curves``, ``limits``, ``survival``, ``break_evens``."""

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints: decision, facts, and all tables as records."""
        return explanation_document(self)

    def write(self, path: str | Path) -> None:
        """Write the tables, whole or not at all; see :mod:`stockposture.io.explanation_folder`."""
        write_explanation(self, Path(path))

    def __repr__(self) -> str:
        """Return what it holds in one line; ``print(explanation)`` shows the page, ``explanation.choices`` a table."""
        chosen = self.decision
        return (
            f"Explanation({one_line(self.sku)}: {chosen['posture']} {chosen['split']}, {len(self.choices):,} choices)"
        )

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return explanation_text(self)


def explain(plan: plans.Plan, sku: str, *, progress: Progress | None = None) -> Explanation:
    """Explain what a plan decided for one item, from its tables and the prices of its limits alone.

    Parameters
    ----------
    plan
        The plan; it is not changed.
    sku
        The item.
    progress
        Called at every stage.

    Raises
    ------
    ValueError
        The item is not in the plan; what is close is named.

    Examples
    --------
    >>> from stockposture import Case, solve
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> explain(solve(case), "A").choices["posture"].tolist()
    ['hybrid', 'jit', 'jic']
    """
    from stockposture.explanation.explain import explain as explain_item  # loads the theory

    return Explanation(**parts_of(explain_item(plan, sku, progress=progress)))
