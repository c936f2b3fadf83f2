"""A plan, and the verbs that make one: ``solve``, ``solve_caps``."""

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Self

from stockposture.api.cases import Case
from stockposture.api.comparisons import compare
from stockposture.comparison import result as comparisons
from stockposture.frontiers import result as frontiers
from stockposture.io.plans import read_plan, write_plan
from stockposture.io.sql.database import Place, place_of
from stockposture.planning.clock import Progress
from stockposture.planning.solve import solve as solve_case
from stockposture.report.plain import one_line
from stockposture.report.proof import proof_words
from stockposture.report.summary import summary_text
from stockposture.verify.decisions import require_decisions
from stockposture_models.candidates.limits import NO_CAP
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan import plan as plans
from stockposture_models.tables import case as cases
from stockposture_models.values import parts_of


class Plan(plans.Plan):
    """Decisions per item (``items``), the summary and the case."""

    @classmethod
    def read(cls, path: str | Place) -> Self:
        """Read a plan from its folder, or from a database by its URL; see :func:`stockposture.io.plans.read_plan`.

        Raises
        ------
        FileFaultError, BadInputError
            It is not there, or not what it should be.
        VerificationError
            Its rows cannot be taken for a plan of its case: a row is missing, say, or a supplier offers nothing.
        """
        plan = read_plan(place_of(path))
        require_decisions(plan.items, plan.case)
        return cls(items=plan.items, summary=plan.summary, case=Case(**parts_of(plan.case)))

    def write(self, path: str | Place) -> Place:
        """Write the plan to a folder or a database, whole or not at all; return where it is.

        See :func:`stockposture.io.plans.write_plan`.
        """
        return write_plan(self, place_of(path))

    def report(
        self,
        path: str | Path,
        *,
        frontier: frontiers.Frontier | None = None,
        against: plans.Plan | Mapping[str, plans.Plan] | None = None,
    ) -> list[Path]:
        """Write a report: a page (``.html``), a workbook (``.xlsx``), or a folder of both with the pictures as SVG.

        Parameters
        ----------
        path
            File or folder; an earlier report is replaced, anything else is not.
        frontier
            The same case under other limits, to be shown beside the plan.
        against
            Another plan, to show what this one does otherwise; a mapping of two by name to call them so, the other
            first.

        Returns
        -------
        list of Path
            What was written.

        Raises
        ------
        FileFaultError
            See :func:`stockposture.io.report_files.ensure_report_writable`; ``.xlsx`` without the extra ``excel``.
        """
        from stockposture.io import report_files as files
        from stockposture.report.dossier.dossier import Dossier
        from stockposture.report.dossier.pictures import all_charts
        from stockposture.report.plan_page.page import plan_page
        from stockposture.report.plan_workbook.workbook import ensure_workbooks, write_plan_workbook

        target, dossier = Path(path), Dossier(self, frontier, self._beside(against))
        files.ensure_report_writable(target)
        write_book = partial(write_plan_workbook, dossier)
        if files.is_page(target):
            files.write_page(target, plan_page(dossier))
            return [target]
        ensure_workbooks()
        if files.is_workbook(target):
            files.write_workbook(target, write_book)
            return [target]
        pictures = {chart.name: chart.svg() for chart in all_charts(dossier)}
        return files.write_report_folder(target, plan_page(dossier), write_book, pictures)

    def _beside(self, against: plans.Plan | Mapping[str, plans.Plan] | None) -> comparisons.Comparison | None:
        if against is None:
            return None
        return compare(against if isinstance(against, Mapping) else {"the other plan": against, "this plan": self})

    def __repr__(self) -> str:
        """Return the plan in one line; ``print(plan)`` shows the page, ``plan.items`` the table."""
        summary = self.summary
        cost = f"{summary.total_cost:,.2f} {one_line(summary.currency)}".rstrip()
        return f"Plan({summary.items:,} items, {cost} a year, {proof_words(summary).removeprefix('proven ')})"

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return summary_text(self.summary)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: proof, costs, key figures, limits, the items that cost most."""
        from stockposture.report.notebook import plan_html

        return plan_html(self)


def solve(
    case: cases.Case,
    *,
    capital: float | None = None,
    space: float | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
    own_process: bool = False,
) -> Plan:
    """Choose posture, buffer and supplier split for every item, and prove how good the choice is.

    Parameters
    ----------
    case
        What to plan.
    capital
        Working-capital cap, currency; ``None`` takes the case's own, ``math.inf`` is no cap. 1e30 or more is no cap
        either, with a warning in ``summary.findings``.
    space
        Limit on the space of all items together, m3; ``None`` for none.
    progress
        Called with the stage and, once there is a plan, its proven gap.
    workers
        Processes for many items; ``None`` for one a core where that pays, else threads; 1 for none.
    executor
        Where the work on many items is done instead: any executor, of processes or of a cluster; not shut down.
    cluster
        Address of a Dask scheduler, ``tcp://host:8786``, to work there instead (extra ``dask``).
    own_process
        Whether no code but stockposture's runs in this process, which is then ready in half the time: scipy is out of
        sight while numba is loaded.

    Raises
    ------
    BadInputError, NoPlanFitsError, StoppedWithoutPlanError, VerificationError, ValueError
        All but the last are importable from ``stockposture``; see :func:`stockposture.planning.solve.solve`.

    Examples
    --------
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> plan = solve(case)
    >>> plan.items.loc[0, "posture"], plan.items.loc[0, "split"], int(plan.items.loc[0, "buffer_units"])
    ('hybrid', 'single', 50)
    """
    case = with_costs_of(case, progress)
    warnings = [*_taken_as_no_cap("capital", capital), *_taken_as_no_cap("space", space)]
    if warnings:
        case = case.replace(findings=(*case.findings, *warnings))
    plan = solve_case(
        case,
        capital=capital,
        space=space,
        progress=progress,
        workers=workers,
        executor=executor,
        cluster=cluster,
        own_process=own_process,
    )
    return Plan(**parts_of(plan))


def solve_caps(
    case: cases.Case,
    capitals: Sequence[float],
    *,
    space: float | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
) -> list[Plan]:
    """Plan a case under each of several working-capital caps; many items are evaluated once for all of them.

    Parameters
    ----------
    case
        What to plan.
    capitals
        Caps, currency, in any order; ``math.inf`` for none.
    space, progress, workers, executor, cluster
        See :func:`solve`.

    Returns
    -------
    list of Plan
        One a cap, in the order of the caps; each verified, with its own proven gap.

    Raises
    ------
    BadInputError, NoPlanFitsError, StoppedWithoutPlanError, VerificationError, ValueError
        See :func:`stockposture.planning.caps.solve_caps`.

    Examples
    --------
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> [int(plan.items.loc[0, "buffer_units"]) for plan in solve_caps(case, [1000.0, math.inf])]
    [50, 50]
    """
    from stockposture.planning.caps import solve_caps as solve_all  # loads the engine of many items

    case = with_costs_of(case, progress)
    plans_ = solve_all(
        case, capitals, space=space, progress=progress, workers=workers, executor=executor, cluster=cluster
    )
    return [Plan(**parts_of(plan)) for plan in plans_]


def _taken_as_no_cap(name: str, cap: float | None) -> list[Finding]:
    """Return a warning of a cap so large that it is none, unless it says so itself."""
    if cap is None or math.isinf(cap) or not cap >= NO_CAP:
        return []
    return [
        Finding(
            Severity.WARNING,
            f"a cap of {NO_CAP:g} or more is taken as no cap",
            "leave it out; to lift the case's own, give --capital none (in Python math.inf)",
            file=name,
            value=f"{cap:g}",
        )
    ]


def with_costs_of(case: cases.Case, progress: Progress | None) -> cases.Case:
    """Return a case in which every item has a stockout cost."""
    if not case.items["stockout_cost"].isna().any():
        return case
    from stockposture.segmentation.targets import with_costs  # loads the engine of many items

    return with_costs(case, progress)
