"""A plan lived through many times."""

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stockposture.io.simulation_document import simulation_document
from stockposture.io.simulation_folder import write_simulation
from stockposture.planning.clock import Progress
from stockposture.report.plain import one_line
from stockposture.report.promise import promise_text
from stockposture.simulation import result as simulations
from stockposture_models.plan import plan as plans
from stockposture_models.tables.digest import digest_of
from stockposture_models.values import parts_of


@dataclass(frozen=True, repr=False, eq=False)
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
    >>> from stockposture import Case, solve
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
    return Simulation(**parts_of(found), digests=digests)
