"""Lanes on a Dask cluster: one for each of its workers, of which some may go and others come."""

import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from importlib.metadata import version
from platform import python_version
from typing import Any

from stockposture.decomposition.crew.lanes import Lane, Lanes
from stockposture.decomposition.crew.parcels import make_call, pack_call
from stockposture_models.errors import FileFaultError

#: Seconds a scheduler may take to answer at first.
CONNECT_LIMIT = 10.0
#: Seconds a cluster may be without any worker.
EMPTY_LIMIT = 60.0
#: Seconds between two looks at who is there.
LOOK_SECONDS = 1.0
#: Must be the same everywhere; of the others, a difference is worth a remark.
_OURS, _OTHERS = "stockposture", ("numpy", "numba", "scipy", "pandas")
_QUIET = dict.fromkeys(("distributed", "distributed.client", "distributed.gc", "tornado.application"), "critical")


def versions() -> dict[str, str]:
    """Return the versions that matter here; called on every worker."""
    return {"python": python_version()} | {name: version(name) for name in (_OURS, *_OTHERS)}


def compared(
    here: Mapping[str, str], found: Mapping[str, Mapping[str, str] | BaseException]
) -> tuple[dict[str, str], list[str]]:
    """Return what makes workers unfit, by their names, and which other packages differ.

    Parameters
    ----------
    here
        Versions of this process.
    found
        Those of each worker, or the error it raised instead.
    """
    unfit: dict[str, str] = {}
    others: set[str] = set()
    for name, there in found.items():
        if isinstance(there, OSError):
            # Gone again: the next look will say.
            continue
        if isinstance(there, BaseException):
            unfit[name] = f"lacks stockposture {here[_OURS]} ({_said(there)})"
        elif there[_OURS] != here[_OURS]:
            unfit[name] = f"has stockposture {there[_OURS]}, here is {here[_OURS]}"
        else:
            differing = [package for package in here if there[package] != here[package]]
            others |= {f"{package} {there[package]} (here {here[package]})" for package in differing}
    return unfit, sorted(others)


class DaskLanes(Lanes):
    """The workers of a Dask cluster.

    A call goes to the worker that has its actor. What a worker was at when it went away is made again on others;
    workers that join later take part in what is not yet placed.

    Parameters
    ----------
    address
        Of the scheduler, e.g. ``tcp://host:8786``.

    Raises
    ------
    FileFaultError
        The extra ``dask`` is not installed, nothing answers at the address, or the workers lack this version of
        stockposture. Later also: the scheduler is gone, or all workers are and none came for a minute.
    """

    batch_seconds = 0.2

    def __init__(self, address: str) -> None:
        distributed = _distributed()
        self.losses = (distributed.KilledWorker, CancelledError)
        self._address = address
        self._client = _connect(distributed, address)
        self._threads: dict[str, int] = {}
        self._executors: dict[Lane, Executor] = {}
        self._unfit: set[str] = set()
        self._next_look = 0.0
        self._last_seen = time.monotonic()
        try:
            while not self.names():
                time.sleep(LOOK_SECONDS)
        except BaseException:
            self.close()
            raise

    def names(self) -> Sequence[Lane]:
        """Return the addresses of the workers."""
        now = time.monotonic()
        if now >= self._next_look:
            self._look(now)
            self._next_look = time.monotonic() + LOOK_SECONDS
        return tuple(self._threads)

    @property
    def width(self) -> int:
        """Threads of all workers."""
        self.names()
        return sum(self._threads.values())

    def depth(self, lane: Lane) -> int:
        """One for each thread of the worker and one to be ready when another is done."""
        return self._threads.get(str(lane), 0) + 1

    def submit(self, lane: Lane, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Send a call to a worker, and to no other."""
        with _no_warnings():  # that a payload is large
            return self._executors[lane].submit(make_call, pack_call(function, arguments))

    def lost(self, lane: Lane, error: BaseException) -> None:  # noqa: ARG002
        """Look at once who is left."""
        self._next_look = 0.0

    def cancel(self, future: Future[Any]) -> bool:  # noqa: ARG002
        """Cancel nothing: nobody can say whether the worker has begun."""
        return False

    def tell(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Have a function called on every worker."""
        # Who cannot be reached has nothing left to be told.
        with suppress(OSError, RuntimeError, TimeoutError):
            self._client.run(function, *arguments, on_error="ignore", wait=False)

    def close(self) -> None:
        """Leave the cluster."""
        with suppress(OSError, RuntimeError, TimeoutError):
            self._client.close(timeout=2)

    def _look(self, now: float) -> None:
        """See who is there; newcomers must be fit."""
        try:
            threads = {str(name): int(number) for name, number in self._client.nthreads().items()}
        except (OSError, RuntimeError, TimeoutError) as error:
            raise FileFaultError(f"{self._address}: the Dask scheduler is gone ({_said(error)})") from error
        new = [name for name in threads if name not in self._threads and name not in self._unfit]
        if new:
            self._unfit |= self._examine(new, is_first=not self._executors)
        self._threads = {name: number for name, number in threads.items() if name not in self._unfit}
        for name in self._threads:
            if name not in self._executors:
                self._executors[name] = self._client.get_executor(workers=[name], allow_other_workers=False, pure=False)
        if self._threads:
            self._last_seen = now
        elif now - self._last_seen > EMPTY_LIMIT:
            raise FileFaultError(
                f"{self._address}: the Dask cluster has had no worker for {EMPTY_LIMIT:g} s; start some: "
                f"dask worker {self._address}"
            )

    def _examine(self, names: list[str], *, is_first: bool) -> set[str]:
        """Return which of these workers cannot work for us; raise where it is one of the first."""
        found = self._client.run(versions, workers=names, on_error="return")
        unfit, others = compared(versions(), found)
        words = "; ".join(f"worker {name} {what}" for name, what in sorted(unfit.items()))
        if unfit and is_first:
            raise FileFaultError(f"{self._address}: {words}. Install the same version on every worker")
        if unfit:
            warnings.warn(f"{self._address}: {words}; not used", RuntimeWarning, stacklevel=2)
        if others:
            words = f"workers have {', '.join(others)}; the last digits may differ"
            warnings.warn(f"{self._address}: {words}", RuntimeWarning, stacklevel=2)
        return set(unfit)


def _distributed() -> Any:
    """Return the library, its log kept off standard error unless the user wants it."""
    try:
        import dask
    except ImportError as error:
        raise FileFaultError('a Dask cluster needs more packages: pip install "stockposture[dask]"') from error
    try:
        if "distributed" in sys.modules or "logging" in dask.config.config:
            import distributed
        else:
            with dask.config.set(logging=_QUIET):
                import distributed
    except ImportError as error:
        raise FileFaultError('a Dask cluster needs more packages: pip install "stockposture[dask]"') from error
    return distributed


def _connect(distributed: Any, address: str) -> Any:
    # Versions are compared by ourselves.
    with _no_warnings():
        try:
            return distributed.Client(address, timeout=CONNECT_LIMIT, set_as_default=False, name="stockposture")
        except (OSError, ValueError, TimeoutError, RuntimeError) as error:
            raise FileFaultError(
                f"{address}: no Dask scheduler answers there ({_said(error)}); give the address that it printed when "
                "it started, e.g. tcp://host:8786"
            ) from error


@contextmanager
def _no_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _said(error: BaseException) -> str:
    """Return the first line of an error."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
