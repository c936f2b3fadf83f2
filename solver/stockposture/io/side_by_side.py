"""Files written at the same time."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from stockposture.cores import cores


def side_by_side(works: Sequence[Callable[[], None]]) -> None:
    """Do several pieces of work, as many at a time as there are cores, in this order.

    Threads are enough: what turns tables into files runs beside Python.

    Raises
    ------
    Exception
        What the first of the works that failed raised; none goes on, and none is begun, after that.
    """
    pool = ThreadPoolExecutor(max_workers=max(1, min(cores(), len(works))))
    try:
        for done in [pool.submit(work) for work in works]:
            done.result()
    finally:
        pool.shutdown(cancel_futures=True)
