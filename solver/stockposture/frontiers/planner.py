"""Plans of one case under one limit after another."""

from concurrent.futures import Executor
from contextlib import ExitStack
from typing import Self

from stockposture.frontiers.point import Caps
from stockposture.planning.clock import Progress
from stockposture.planning.solve import session_or_own, solve
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case


class Planner:
    """Makes plans of one case; work that they share is done once.

    Parameters
    ----------
    case, progress, workers, executor, cluster
        See :func:`stockposture.planning.solve.solve`.
    """

    def __init__(
        self,
        case: Case,
        *,
        progress: Progress | None = None,
        workers: int | None = None,
        executor: Executor | None = None,
        cluster: str | None = None,
    ) -> None:
        self.case = case
        #: What is being planned, for those who watch.
        self.part = ""
        self._progress = progress
        self._where = {"workers": workers, "executor": executor, "cluster": cluster}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._session = self._open.enter_context(session_or_own(None))
        return self

    def __exit__(self, *exception: object) -> None:
        self._open.close()

    def plan(self, caps: Caps) -> Plan:
        """Return the plan under these limits.

        Raises
        ------
        NoPlanFitsError, StoppedWithoutPlanError, BadInputError, VerificationError
            See :func:`stockposture.planning.solve.solve`.
        """
        return solve(
            self.case,
            capital=caps.capital,
            space=caps.space,
            progress=self._tell,
            session=self._session,
            **self._where,  # type: ignore[arg-type]
        )

    def _tell(self, stage: str, gap: float | None) -> None:
        if self._progress is not None:
            self._progress(f"{self.part}: {stage}", gap)
