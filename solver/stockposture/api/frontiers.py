"""One case under many limits."""

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Self

from stockposture.api.plans import with_costs_of
from stockposture.frontiers import result as frontiers
from stockposture.frontiers.sweep import sweep_of
from stockposture.io.frontier_folder import frontier_document, read_frontier, write_frontier
from stockposture.planning.clock import Progress
from stockposture.report.frontier import frontier_text
from stockposture_models.tables import case as cases
from stockposture_models.values import parts_of


class Frontier(frontiers.Frontier):
    """One case under many limits: ``points``, ``steps``, ``changes``, ``limits``, ``shortfalls``."""

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a frontier folder; see :func:`stockposture.io.frontier_folder.read_frontier`."""
        return cls(**parts_of(read_frontier(Path(path))))

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints: the tables as records, and up to 10,000 changes."""
        return frontier_document(self)

    def write(self, path: str | Path) -> None:
        """Write the tables, whole or not at all; see :func:`stockposture.io.frontier_folder.write_frontier`."""
        write_frontier(self, Path(path))

    def __repr__(self) -> str:
        """Return what it holds in one line; ``print(frontier)`` shows the page, ``frontier.points`` the table."""
        return f"Frontier({self.items:,} items, a plan at {len(self.planned):,} of {len(self.points):,} points)"

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return frontier_text(self)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the frontier as a chart, its points as a table."""
        from stockposture.report.notebook import frontier_html

        return frontier_html(self)


def frontier(
    case: cases.Case,
    *,
    capital: str | float | Sequence[str | float] | None = None,
    space: str | float | Sequence[str | float] | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
) -> Frontier:
    """Plan a case under each of many limits: what each costs, and what changes between them.

    Parameters
    ----------
    case
        What to plan; its own ``capital_cap`` holds where ``capital`` is not given.
    capital
        Working-capital caps: ``"1M:5M:20"``, ``"40%:100%:7"`` of what the plan uses that none of the swept limits
        binds, or numbers; see :func:`stockposture.frontiers.sweep.sweep_of`.
    space
        Limits on the space of all items together, m3, in the same ways. With both: every cap under every limit.
    progress, workers, executor, cluster
        See :func:`solve`.

    Raises
    ------
    BadInputError, NoPlanFitsError, VerificationError, ValueError
        See :func:`stockposture.frontiers.frontier.frontier`. A limit under which no plan fits raises nothing: it is a
        point that says so.

    Examples
    --------
    Ten a day at 2 each: just in time, ordered daily, 5 are on hand in the mean; hybrid 75.

    >>> from stockposture import Case
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> found = frontier(case, capital=[1.0, 50.0, float("inf")])
    >>> found.points["status"].tolist(), found.points["capital"].tolist()
    (['no_plan_fits', 'within_gap', 'within_gap'], [nan, 10.0, 150.0])
    """
    from stockposture.frontiers.frontier import frontier as frontier_of  # loads the solver

    case = with_costs_of(case, progress)
    found = frontier_of(
        case,
        capital=None if capital is None else sweep_of(capital),
        space=None if space is None else sweep_of(space),
        progress=progress,
        workers=workers,
        executor=executor,
        cluster=cluster,
    )
    return Frontier(**parts_of(found))
