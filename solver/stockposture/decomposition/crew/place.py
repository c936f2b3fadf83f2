"""Where to work: here, in threads or processes of our own, in the caller's executor, on a cluster."""

from concurrent.futures import Executor

from stockposture.cores import cores
from stockposture.decomposition.crew.executors import ExecutorLanes
from stockposture.decomposition.crew.lanes import InlineLanes, Lanes
from stockposture.decomposition.crew.processes import ProcessLanes
from stockposture.decomposition.crew.threads import ThreadLanes


def lanes_of(
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
    threads: bool = False,
) -> Lanes:
    """Return lanes, to be started and closed by the caller.

    Parameters
    ----------
    workers
        Processes of our own; with 1 the work is done in this one. By default one for each core. With an executor:
        calls that it can do at the same time.
    executor
        Where to work instead; not shut down.
    cluster
        Address of a Dask scheduler, e.g. ``tcp://host:8786``, to work there instead.
    threads
        Whether workers of our own are threads: they need no start, but work side by side in compiled code only.

    Raises
    ------
    FileFaultError
        The cluster cannot be reached, has no workers or others than ours, or the extra ``dask`` is not installed.
    ValueError
        Both an executor and a cluster are given.
    """
    if executor is not None and cluster is not None:
        raise ValueError("give an executor or a cluster, not both")
    if cluster is not None:
        from stockposture.decomposition.crew.dask import DaskLanes

        return DaskLanes(cluster)
    if executor is not None:
        return ExecutorLanes(executor, workers)
    width = workers or cores()
    if width == 1:
        return InlineLanes()
    return ThreadLanes(width) if threads else ProcessLanes(width)
