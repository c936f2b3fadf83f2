"""A session with HiGHS: one worker process, several solves, a watchdog."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Self

import numpy as np

from stockposture.highs.arrays import CompiledModel, Floats
from stockposture.highs.compile import compile_model
from stockposture.highs.errors import HighsRefusedError, WorkerDiedError
from stockposture.highs.frames import Frame
from stockposture.highs.guards import check
from stockposture.highs.params import HighsParams
from stockposture.highs.process import Ended, WorkerProcess, default_command
from stockposture.highs.result import MipResult, MipStatus, Progress
from stockposture.highs.search import Search

#: Most seconds a worker may take to start.
START_LIMIT = 60.0
#: Seconds on top of a time limit for sending and loading the model.
LOADING_ALLOWANCE = 30.0
#: HiGHS looks at the clock only now and then: seconds, and part of the limit, it may overrun unpunished.
GRACE_SECONDS, GRACE_PART = 2.0, 0.2


class HighsSession:
    """Solves models with HiGHS in a process of its own, one after the other.

    The worker starts with the first solve, or earlier when told to, and ends with the session: on leaving the
    ``with`` block, when the session is collected, or at interpreter exit. Solves from several threads queue up; use a
    session a thread to solve at the same time.

    Parameters
    ----------
    worker_command
        Command that starts the worker; ``None``: our own, in this environment.

    Examples
    --------
    >>> import pyomo.environ as pyo
    >>> model = pyo.ConcreteModel()
    >>> model.x = pyo.Var([1, 2], domain=pyo.Binary)
    >>> model.row = pyo.Constraint(expr=3 * model.x[1] + 2 * model.x[2] <= 4)
    >>> model.worth = pyo.Objective(expr=5 * model.x[1] + 4 * model.x[2], sense=pyo.maximize)
    >>> with HighsSession() as session:
    ...     result = session.solve(model)
    ...     relaxed = session.solve(model, relax=True)
    >>> result.status.value, result.objective, result.values_of(model.x).tolist()
    ('optimal', 5.0, [1.0, 0.0])
    >>> round(relaxed.objective, 6), relaxed.duals_of(model.row).round(6).tolist()
    (7.333333, [1.666667])
    """

    def __init__(self, *, worker_command: Sequence[str] | None = None) -> None:
        self._command = worker_command
        self._lock = threading.Lock()
        self._worker: WorkerProcess | None = None
        self._threads: int | None = None
        self._search: Search | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the worker without waiting for it: by the first solve it is ready."""
        with self._lock:
            self._worker_with(HighsParams().threads)

    def close(self) -> None:
        """End the worker, from any thread: a solve that is running returns as interrupted."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    @property
    def worker_pid(self) -> int | None:
        """Process id of the worker; ``None`` where none is running."""
        worker = self._worker
        return worker.pid if worker is not None and worker.is_alive else None

    @property
    def best_so_far(self) -> MipResult | None:
        """What the last solve has streamed until now: for after an interrupt, or from another thread."""
        return None if self._search is None else self._search.stopped(MipStatus.INTERRUPTED)

    def solve(
        self,
        model: Any,
        params: HighsParams | None = None,
        *,
        relax: bool = False,
        hint: Floats | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> MipResult:
        """Compile a Pyomo model and solve it; see :meth:`solve_arrays`."""
        return self.solve_arrays(compile_model(model), params, relax=relax, hint=hint, on_progress=on_progress)

    def solve_arrays(
        self,
        model: CompiledModel,
        params: HighsParams | None = None,
        *,
        relax: bool = False,
        hint: Floats | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> MipResult:
        """Solve a compiled model.

        Parameters
        ----------
        model
            The model; never changed.
        params
            How to run HiGHS; the defaults of :class:`HighsParams` if ``None``.
        relax
            Take integer columns as continuous: the linear relaxation, with duals.
        hint
            (columns,) a solution to start from, NaN where unknown; ignored by linear programs.
        on_progress
            Called in this thread whenever HiGHS reports on its search.

        Returns
        -------
        MipResult
            Also where there is no solution: ask for its status.

        Raises
        ------
        UnfitModelError
            If the model holds numbers that HiGHS would misread.
        HighsRefusedError
            If HiGHS's version, an option or the model is refused.
        WorkerDiedError
            If the worker died before it had any solution.
        KeyboardInterrupt
            On Ctrl-C, after the worker is gone; :attr:`best_so_far` has what it had found.
        """
        params = params or HighsParams()
        if relax:
            model = replace(model, integrality=np.zeros_like(model.integrality))
        check(model)
        frame = _solve_frame(model, params, hint)
        with self._lock:
            search = self._search = Search(model)
            worker = self._worker_with(params.threads)
            search.version = worker.version
            try:
                worker.send(frame)
                return self._follow(worker, search, params.time_limit, on_progress)
            except BaseException:
                # Whatever went wrong, the worker is in the middle of something nobody will ask for again.
                self.close()
                raise

    def _worker_with(self, threads: int) -> WorkerProcess:
        worker = self._worker
        if worker is None or not worker.is_alive or self._threads != threads:
            self.close()
            worker = self._worker = WorkerProcess(self._command or default_command())
            self._threads = threads
        return worker

    def _follow(
        self,
        worker: WorkerProcess,
        search: Search,
        time_limit: float | None,
        on_progress: Callable[[Progress], None] | None,
    ) -> MipResult:
        """Listen until the worker is done, has died or has overrun its time."""
        now = time.monotonic()
        allowed = None if time_limit is None else time_limit + max(GRACE_SECONDS, GRACE_PART * time_limit)
        deadline = now + START_LIMIT if not worker.is_ready else _later(now, allowed, LOADING_ALLOWANCE)
        while True:
            message = worker.receive(deadline)
            now = time.monotonic()
            if message is None:
                return self._overrun(worker, search)
            if isinstance(message, Ended):
                return self._died(worker, search, message)
            match message.kind:
                case "ready":
                    worker.is_ready, worker.version = True, message.fields["version"]
                    search.version = worker.version
                    deadline = _later(now, allowed, LOADING_ALLOWANCE)
                case "solving":
                    deadline = _later(now, allowed, 0.0)
                case "refused":
                    raise HighsRefusedError(message.fields["message"])
                case "done":
                    return search.done(message)
                case _:
                    search.note(message)
                    if on_progress is not None:
                        on_progress(search.progress())

    def _overrun(self, worker: WorkerProcess, search: Search) -> MipResult:
        if not worker.is_ready:
            raise WorkerDiedError(f"the solver's process did not start within {START_LIMIT:g} s")
        self.close()
        return search.stopped(MipStatus.TIME_LIMIT, "stopped by the watchdog: HiGHS overran its time limit")

    def _died(self, worker: WorkerProcess, search: Search, end: Ended) -> MipResult:
        if worker.was_ended:
            return search.stopped(MipStatus.INTERRUPTED, "the session was closed")
        words = f"the solver's process {worker.last_words()}" + (f" ({end.reason})" if end.reason else "")
        self.close()
        if not search.has_incumbent:
            raise WorkerDiedError(f"{words}; it had no solution yet. Run again, or with fewer items or more memory")
        return search.stopped(MipStatus.WORKER_DIED, words)


def _later(now: float, allowed: float | None, extra: float) -> float | None:
    return None if allowed is None else now + allowed + extra


def _solve_frame(model: CompiledModel, params: HighsParams, hint: Floats | None) -> Frame:
    names = (
        "cost",
        "col_lower",
        "col_upper",
        "integrality",
        "row_lower",
        "row_upper",
        "start",
        "index",
        "value",
    )
    arrays = {name: getattr(model, name) for name in names}
    if hint is not None:
        if hint.shape != model.cost.shape:
            raise ValueError(f"hint has shape {hint.shape}; the model has {len(model.cost)} columns")
        arrays["hint"] = hint.astype(np.float64)
    fields = {"sense": model.sense, "offset": model.offset, "options": dict(params.highs_options())}
    return Frame("solve", fields, arrays)
