"""A plan under stress."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stockposture.io.scenarios_file import read_scenarios, scenarios_of
from stockposture.io.stress_folder import stress_document, write_stress
from stockposture.planning.clock import Progress
from stockposture.report.stress import stress_text
from stockposture.simulation.stress import result as stresses
from stockposture.simulation.stress.scenario import Scenario
from stockposture_models.plan import plan as plans
from stockposture_models.values import parts_of


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

    >>> from stockposture import Case, solve
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
    return Stress(**parts_of(found))
