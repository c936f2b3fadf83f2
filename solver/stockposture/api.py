"""The Python interface: ``Case.read``, ``Case.of``, ``solve``, ``Plan.write``, ``Plan.read``, ``simulate``, ``stress``.

The classes only add reading, writing and words to those of the models, which touch no files.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import Any, Self

import pandas as pd

from stockposture.backtesting import result as backtests
from stockposture.comparison import result as comparisons
from stockposture.explanation import explanation as explanations
from stockposture.frontiers import result as frontiers
from stockposture.frontiers.sweep import sweep_of
from stockposture.history.frames import history_from_frames
from stockposture.history.history import History
from stockposture.history.profile import result as profiles
from stockposture.history.profile.assumptions import Assumptions
from stockposture.io.backtest_folder import backtest_document, write_backtest
from stockposture.io.comparison_folder import comparison_document, write_comparison
from stockposture.io.explanation_folder import explanation_document, write_explanation
from stockposture.io.frontier_folder import frontier_document, read_frontier, write_frontier
from stockposture.io.history_folder import read_history
from stockposture.io.plans import read_plan, write_plan
from stockposture.io.profile_folder import account_of, write_profile
from stockposture.io.read import read_case
from stockposture.io.scenarios_file import read_scenarios, scenarios_of
from stockposture.io.segment_folder import segments_document, write_segments
from stockposture.io.simulation_document import simulation_document
from stockposture.io.simulation_folder import write_simulation
from stockposture.io.sql.database import Place, place_of
from stockposture.io.stress_folder import stress_document, write_stress
from stockposture.planning.clock import Progress
from stockposture.planning.solve import solve as solve_case
from stockposture.report.backtest import backtest_text
from stockposture.report.comparison import comparison_text
from stockposture.report.explanation import explanation_text
from stockposture.report.frontier import frontier_text
from stockposture.report.plain import one_line
from stockposture.report.profile import profile_text
from stockposture.report.promise import promise_text
from stockposture.report.proof import proof_words
from stockposture.report.segments import segments_text
from stockposture.report.stress import stress_text
from stockposture.report.summary import summary_text
from stockposture.segmentation import segmentation as segments
from stockposture.simulation import result as simulations
from stockposture.simulation.stress import result as stresses
from stockposture.simulation.stress.scenario import Scenario
from stockposture_models.candidates.limits import NO_CAP
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan import plan as plans
from stockposture_models.tables import case as cases
from stockposture_models.tables.digest import digest_of
from stockposture_models.tables.frames import case_from_frames
from stockposture_models.tables.settings import Settings


class Case(cases.Case):
    """Checked input: five tables and the settings."""

    @classmethod
    def read(cls, path: str | Place, *, encoding: str | None = None, decimal: str = ".") -> Self:
        """Read and check a folder of tables, a workbook or a database by its URL.

        See :func:`stockposture.io.read.read_case`.
        """
        return cls(**_parts(read_case(place_of(path), encoding=encoding, decimal=decimal)))

    @classmethod
    def of(
        cls,
        *,
        items: pd.DataFrame,
        suppliers: pd.DataFrame,
        offers: pd.DataFrame,
        regions: pd.DataFrame | None = None,
        warehouses: pd.DataFrame | None = None,
        settings: Settings | Mapping[str, object] | None = None,
    ) -> Self:
        """Check data frames; see :func:`stockposture_models.tables.frames.case_from_frames`."""
        case = case_from_frames(
            items=items,
            suppliers=suppliers,
            offers=offers,
            regions=regions,
            warehouses=warehouses,
            settings=settings,
        )
        return cls(**_parts(case))

    def __repr__(self) -> str:
        """Return the numbers of rows: tables are shown by ``case.items`` and so on."""
        rows = ", ".join(f"{len(frame):,} {table}" for table, frame in self.frames.items())
        return f"Case({rows})"


class Plan(plans.Plan):
    """Decisions per item (``items``), the summary and the case."""

    @classmethod
    def read(cls, path: str | Place) -> Self:
        """Read a plan from its folder, or from a database by its URL; see :func:`stockposture.io.plans.read_plan`."""
        plan = read_plan(place_of(path))
        return cls(items=plan.items, summary=plan.summary, case=Case(**_parts(plan.case)))

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


@dataclass(frozen=True, repr=False)
class Simulation(simulations.Simulation):
    """A plan lived through: ``items``, ``totals``, ``lines``, ``over_time``, ``years``, ``disagreements``.

    Parameters
    ----------
    digests
        SHA-256 of what was simulated, hexadecimal: ``plan_digest`` of the plan's rows, ``input_digest`` of its case.

    Notes
    -----
    The other fields are those of :class:`stockposture.simulation.result.Simulation`.
    """

    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints and ``summary.json`` holds: every figure of the whole plan, exactly."""
        return simulation_document(self, self.digests)

    def write(self, path: str | Path) -> None:
        """Write a simulation folder, whole or not at all.

        ``simulation`` in a plan folder is its place there; see
        :func:`stockposture.io.simulation_folder.write_simulation`.
        """
        write_simulation(self, Path(path), self.document)

    def __repr__(self) -> str:
        """Return the simulation in one line; ``print(simulation)`` shows the page, ``simulation.items`` the table."""
        cost = self.totals["relevant_cost"]
        money = f" {one_line(self.currency)}".rstrip()
        return (
            f"Simulation({len(self.items):,} items, {self.runs:,} runs of {self.years_each:,} years, "
            f"relevant cost {cost.mean:,.2f} +- {cost.half_width:,.2f}{money} a year)"
        )

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return promise_text(self)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: promise and truth side by side."""
        from stockposture.report.notebook import simulation_html

        return simulation_html(self)


class Stress(stresses.Stress):
    """A plan under stress: tables of scenarios, product lines and items, and the ranking of what could fail."""

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints: all tables as records, days that never come as ``None``."""
        return stress_document(self)

    def write(self, path: str | Path) -> None:
        """Write the tables, whole or not at all; see :func:`stockposture.io.stress_folder.write_stress`."""
        write_stress(self, Path(path))

    def __repr__(self) -> str:
        """Return what it holds in one line; ``print(stress)`` shows the page, ``stress.items`` a table."""
        noun = "scenario" if len(self.scenarios) == 1 else "scenarios"
        return f"Stress({len(self.scenarios):,} {noun}, {len(self.ranking):,} suppliers and regions ranked)"

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return stress_text(self)


class Backtest(backtests.Backtest):
    """A plan and the rules beside it: ``contestants``, ``items``, ``plans``."""

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints and ``summary.json`` holds."""
        return backtest_document(self)

    def write(self, path: str | Path) -> None:
        """Write the tables, whole or not at all; see :func:`stockposture.io.backtest_folder.write_backtest`."""
        write_backtest(self, Path(path))

    def __repr__(self) -> str:
        """Return what it holds in one line; ``print(backtest)`` shows the page, ``backtest.contestants`` the table."""
        return f"Backtest({len(self.contestants) - 1} rules beside the plan, {self.period.days:,} days)"

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return backtest_text(self)


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


class Frontier(frontiers.Frontier):
    """One case under many limits: ``points``, ``steps``, ``changes``, ``limits``, ``shortfalls``."""

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a frontier folder; see :func:`stockposture.io.frontier_folder.read_frontier`."""
        return cls(**_parts(read_frontier(Path(path))))

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


class Profile(profiles.Profile):
    """A case made from a history (``case``), and every figure with where it came from (``evidence``)."""

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints and ``assumptions.json`` holds."""
        return account_of(self)

    def write(self, path: str | Path) -> None:
        """Write the case with its account, whole or not at all; see :mod:`stockposture.io.profile_folder`."""
        write_profile(self, Path(path))

    def __repr__(self) -> str:
        """Return what it holds in one line; ``print(profile)`` shows the page, ``profile.evidence`` the tables."""
        return f"Profile({self.case!r}, planned for {self.period})"

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return profile_text(self)


class Segmentation(segments.Segmentation):
    """Segments of a case: ``items``, ``matrix``, ``classes``, ``rules``, and the case with its stockout costs."""

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints: counts, matrix, rules, and up to 10,000 items as records."""
        return segments_document(self)

    def write(self, path: str | Path, *, source: str | Path | None = None) -> None:
        """Write the case and ``segments.csv``, whole or not at all; see :mod:`stockposture.io.segment_folder`."""
        write_segments(self, Path(path), source=None if source is None else Path(source))

    def __repr__(self) -> str:
        """Return what it holds in one line; ``print(segments)`` shows the page, ``segments.items`` the table."""
        return f"Segmentation({len(self.items):,} items, {len(self.rules):,} governance rules)"

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return segments_text(self)


def profile(
    history: str | Path | History | Mapping[str, pd.DataFrame],
    *,
    assumptions: Assumptions | Mapping[str, object] | None = None,
    date_format: str | None = None,
) -> Profile:
    """Make a case from a history of demand and deliveries.

    Parameters
    ----------
    history
        A history folder or workbook, data frames by table (``demand``, ``deliveries``, ``suppliers``, ``items``), or
        checked history tables.
    assumptions
        What a history does not say, by name; see
        :class:`stockposture.history.profile.assumptions.Assumptions`. ``period`` is what it is planned for.
    date_format
        ``strftime`` format of days given as text; ISO if ``None``.

    Raises
    ------
    BadInputError, FileFaultError
        See :func:`stockposture.io.history_folder.read_history` and
        :func:`stockposture.history.profile.profile.profile`.

    Examples
    --------
    >>> months = pd.date_range("2014-01-01", periods=24, freq="MS")
    >>> demand = pd.DataFrame({"date": months, "sku": "A", "quantity": 2.0 * months.days_in_month})
    >>> made = profile({"demand": demand}, assumptions={"unit_price": 10, "period": "2016Q1"})
    >>> made.case.items.loc[0, ["demand_mean", "demand_sd"]].tolist()
    [2.0, 0.0]
    """
    from stockposture.history.profile import profile as profiling

    made = profiling.profile(_history(history, date_format), _assumptions(assumptions))
    return Profile(**{**_parts(made), "case": Case(**_parts(made.case))})


def segment(
    case: cases.Case,
    *,
    sensitivity: bool = False,
    capital: float | None = None,
    space: float | None = None,
    progress: Progress | None = None,
) -> Segmentation:
    """Segment items by value, predictability, criticality and fragility, and apply governance rules.

    Parameters
    ----------
    case
        What to segment; it is not changed. Items with a target fill rate in place of a stockout cost get the cost at
        which it is optimal; see :func:`stockposture.segmentation.targets.reach`.
    sensitivity
        Whether to solve the case with its stockout costs halved, as they are and doubled, to see which postures and
        splits hang on them; see :func:`stockposture.segmentation.sensitivity.sensitivity`.
    capital, space
        Limits it is solved under then; see :func:`solve`.
    progress
        Called at every stage.

    Raises
    ------
    BadInputError
        Governance rules that leave items no posture or no buffer, by name; target fill rates out of reach.
    NoPlanFitsError, StoppedWithoutPlanError, VerificationError, ValueError
        With ``sensitivity``; see :func:`solve`.

    Examples
    --------
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "unit_margin": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ...     settings={"governance": [{"name": "one source: not jit", "when": "suppliers == 1", "not": ["jit"]}]},
    ... )
    >>> segment(case).items.loc[0, ["fragility_from", "stockout_cost_from", "allowed_postures"]].tolist()
    ['single source, single region', 'unit_margin', 'hybrid|jic']
    """
    from stockposture.segmentation.segment import segment as segment_case

    found = segment_case(_with_costs(case, progress))
    if sensitivity:
        from stockposture.segmentation.sensitivity import sensitivity as sensitivity_of

        hanging = sensitivity_of(found.case, capital=capital, space=space, progress=progress)
        found = replace(found, sensitivity=hanging)
    return Segmentation(**_parts(found))


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
    case = _with_costs(case, progress)
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
    return Plan(**_parts(plan))


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

    case = _with_costs(case, progress)
    plans_ = solve_all(
        case, capitals, space=space, progress=progress, workers=workers, executor=executor, cluster=cluster
    )
    return [Plan(**_parts(plan)) for plan in plans_]


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

    case = _with_costs(case, progress)
    found = frontier_of(
        case,
        capital=None if capital is None else sweep_of(capital),
        space=None if space is None else sweep_of(space),
        progress=progress,
        workers=workers,
        executor=executor,
        cluster=cluster,
    )
    return Frontier(**_parts(found))


def baseline(
    case: cases.Case,
    rule: str,
    *,
    capital: float | None = None,
    tie_up: float | None = None,
    space: float | None = None,
    knob: float | None = None,
    rules_buy: str = "incumbent",
    progress: Progress | None = None,
) -> Plan:
    """Return the plan a rule of thumb would make: priced, not optimised, to be set beside one that is.

    Parameters
    ----------
    case
        What to plan.
    rule
        ``abc``, ``jit``, ``jic``, ``max-min`` or ``service``.
    capital
        Working-capital cap that it is measured by, currency; ``None`` takes the case's own.
    tie_up
        Working capital, currency, to come closest to from below by turning the rule's one knob.
    space
        Limit on the space of all items together that it is measured by, m3.
    knob
        The knob, in place of its usual setting: days of buffer (``jit``, ``jic``), a factor on the safety stock
        (``abc``, ``max-min``), z (``service``).
    rules_buy
        Where the rule buys: ``incumbent``, or ``cheapest``, at the lowest price with freight.
    progress
        Called at every stage.

    Raises
    ------
    BadInputError, VerificationError, ValueError
        See :func:`stockposture.pricing.baseline.baseline`.

    Examples
    --------
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> plan = baseline(case, "jic")
    >>> plan.summary.status.value, plan.items.loc[0, "buffer_units"].item(), plan.items.loc[0, "reason"]
    ('priced', 600, 'Rule of thumb, all jic: 60 days of buffer.')
    """
    from stockposture.pricing.baseline import baseline as of_rule  # loads the theory
    from stockposture.rules.situation import Buys

    case = _with_costs(case, progress)
    made = of_rule(case, rule, capital=capital, tie_up=tie_up, space=space, knob=knob, buys=Buys(rules_buy))
    return Plan(**_parts(made.plan))


def price(
    case: cases.Case,
    current: str | Path | pd.DataFrame,
    *,
    capital: float | None = None,
    space: float | None = None,
    encoding: str | None = None,
    decimal: str = ".",
    progress: Progress | None = None,
) -> Plan:
    """Return what is done today as a plan: what it costs, ties up and leaves short by our model.

    Parameters
    ----------
    case
        What it is of.
    current
        A spreadsheet (``.csv``, ``.xlsx``, ``.parquet``), the folder of a plan, or a data frame, with the columns of
        :class:`stockposture.pricing.current_row.CurrentRow`.
    capital, space
        Limits it is measured by; see :func:`solve`. It may break them, and says so.
    encoding, decimal
        Of text files.
    progress
        Called at every stage.

    Raises
    ------
    BadInputError
        With every fault of the spreadsheet.
    FileFaultError, VerificationError, ValueError
        See :func:`stockposture.io.current_table.read_current` and :func:`stockposture.pricing.price.price`.

    Examples
    --------
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> today = price(case, pd.DataFrame({"sku": ["A"], "buffer": [600], "order_interval_days": [7]}))
    >>> today.items.loc[0, ["posture", "suppliers", "reason"]].tolist()
    ['jic', 'S', 'Priced as it stands in current, row 2.']
    """
    from stockposture.io.current_table import current_from_frame, read_current
    from stockposture.pricing.current import check_current  # loads the theory
    from stockposture.pricing.price import price as price_current

    if isinstance(current, pd.DataFrame):
        raw, findings = current_from_frame(current)
    else:
        raw, findings = read_current(Path(current), encoding=encoding, decimal=decimal)
    read = check_current(raw, case, decimal=decimal, findings=findings)
    case = _with_costs(case, progress)
    return Plan(**_parts(price_current(case, read, capital=capital, space=space)))


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
    return Comparison(**_parts(set_side_by_side(plans_)))


def simulate(
    plan: plans.Plan,
    *,
    years: int = 40,
    runs: int = 10,
    until: float | None = None,
    max_runs: int = 1000,
    seed: int | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Simulation:
    """Live through a plan many times, and set what it promised beside what came of it.

    Parameters
    ----------
    plan
        What to simulate; it is not changed.
    years, runs
        Counted years of each run, and independent runs, two or more.
    until
        Go on with further runs until half the 95 % interval of the relevant cost is at most this part of it.
    max_runs
        Stop there all the same; ``until_reached`` of the result is then ``False``.
    seed
        Same seed, same numbers, whatever the workers; ``None`` takes the case's setting.
    workers
        Threads; ``None`` for one a core.
    executor
        Where the work is done instead: any executor, of processes or of a cluster.
    progress
        Called with how far it is in words, and with the part that is done as far as one can tell.

    Raises
    ------
    VerificationError, ValueError
        See :func:`stockposture.simulation.simulate.simulate`.

    Examples
    --------
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> simulation = simulate(solve(case), years=1, runs=2)
    >>> simulation.totals["fill_rate"].mean, simulation.totals["fill_rate"].half_width
    (1.0, 0.0)
    """
    from stockposture.simulation.simulate import (
        simulate as simulate_plan,
    )  # loads compiled code; solving needs none of it

    found = simulate_plan(
        plan,
        years=years,
        runs=runs,
        until=until,
        max_runs=max_runs,
        seed=seed,
        workers=workers,
        executor=executor,
        progress=progress,
    )
    digests = {
        "plan_digest": digest_of({"plan": plan.items}, plan.case.settings),
        "input_digest": plan.summary.input_digest,
    }
    return Simulation(**_parts(found), digests=digests)


def stress(
    plan: plans.Plan,
    scenarios: str | Path | Sequence[Scenario | Mapping[str, object]] = (),
    *,
    ranking: bool = True,
    ttr_days: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    horizon_days: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Stress:
    """Replay a plan through scenarios, and rank its suppliers and regions by what their failure would cost.

    Parameters
    ----------
    plan
        What to replay; it is not changed.
    scenarios
        A scenarios file, or scenarios: :class:`Scenario` or mappings of the same names.
    ranking, ttr_days, runs, seed, horizon_days, workers, progress
        See :func:`stockposture.simulation.stress.stress.stress`.

    Raises
    ------
    BadInputError, FileFaultError, VerificationError, ValueError
        See there, and :func:`stockposture.io.scenarios_file.read_scenarios`.

    Examples
    --------
    One supplier, three days away: what was ordered while it was down for 50 days is there on day 53.

    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> found = stress(solve(case), [Scenario(name="S fails", fail_supplier="S", days=50)], runs=2)
    >>> found.items["time_to_recover"].tolist()
    [53.0]
    """
    from stockposture.simulation.stress.stress import stress as stress_plan  # loads compiled code

    if isinstance(scenarios, str | Path):
        given, source = read_scenarios(Path(scenarios)), Path(scenarios).name
    else:
        given, source = scenarios_of(scenarios), "scenarios"
    found = stress_plan(
        plan,
        given,
        ranking=ranking,
        ttr_days=ttr_days,
        runs=runs,
        seed=seed,
        horizon_days=horizon_days,
        workers=workers,
        source=source,
        progress=progress,
    )
    return Stress(**_parts(found))


def backtest(
    history: str | Path | History | Mapping[str, pd.DataFrame],
    split: str | dt.date,
    *,
    until: str | dt.date | None = None,
    months: int = 12,
    assumptions: Assumptions | Mapping[str, object] | None = None,
    capital: float | None = None,
    capital_part: float | None = None,
    rules_buy: str = "incumbent",
    date_format: str | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Plan on what was known before a day, live through what came after it, beside the rules people use.

    Parameters
    ----------
    history
        As for :func:`profile`.
    split
        First day that is not known, as a date or ``2013-10-01``.
    until, months
        First day that is not replayed; else so many calendar months, or as many as the history has.
    assumptions
        Fill-ins of the profile by name; see :class:`stockposture.history.profile.assumptions.Assumptions`.
    capital, capital_part
        Working-capital cap: an amount, or a part of what the plan without a cap ties up.
    rules_buy
        Where the rules buy: ``incumbent``, or ``cheapest``, at the lowest price with freight.
    date_format
        ``strftime`` format of days given as text; ISO if ``None``.
    progress
        Called with the stage.

    Raises
    ------
    BadInputError, FileFaultError, NoPlanFitsError, StoppedWithoutPlanError, VerificationError, ValueError
        See :func:`stockposture.backtesting.backtest.backtest`; ``ValueError`` of a text that is no day,
        or another place to buy.
    """
    from stockposture.backtesting.backtest import backtest as run  # loads the solver
    from stockposture.rules.situation import Buys

    found = run(
        _history(history, date_format),
        _day(split),
        until=None if until is None else _day(until),
        months=months,
        assumptions=_assumptions(assumptions),
        capital=capital,
        capital_part=capital_part,
        rules_buy=Buys(rules_buy),
        progress=progress,
    )
    return Backtest(**_parts(found))


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

    return Explanation(**_parts(explain_item(plan, sku, progress=progress)))


def _history(history: str | Path | History | Mapping[str, pd.DataFrame], date_format: str | None) -> History:
    if isinstance(history, History):
        return history
    if isinstance(history, Mapping):
        return history_from_frames(history, date_format=date_format)
    return read_history(Path(history), date_format=date_format)


def _assumptions(assumptions: Assumptions | Mapping[str, object] | None) -> Assumptions | None:
    return Assumptions.model_validate(dict(assumptions)) if isinstance(assumptions, Mapping) else assumptions


def _day(day: str | dt.date) -> dt.date:
    return dt.date.fromisoformat(day) if isinstance(day, str) else day


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


def _with_costs(case: cases.Case, progress: Progress | None) -> cases.Case:
    """Return a case in which every item has a stockout cost."""
    if not case.items["stockout_cost"].isna().any():
        return case
    from stockposture.segmentation.targets import with_costs  # loads the engine of many items

    return with_costs(case, progress)


def _parts(value: Any) -> dict[str, Any]:
    return {part.name: getattr(value, part.name) for part in fields(value)}
