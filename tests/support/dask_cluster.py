"""A Dask cluster of separate processes, its own log and warnings kept out of the tests.

Run as a script: starts a scheduler and so many workers with nannies, prints the address, ends with its input.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]


@contextlib.contextmanager
def cluster_of(workers, *, without_nanny=0):
    """Give the address of a cluster with workers of one thread each."""
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    started = []

    def start(*arguments, **streams):
        streams = {"stderr": subprocess.DEVNULL, "text": True} | streams
        started.append(subprocess.Popen([sys.executable, *arguments], env=environment, **streams))
        return started[-1]

    try:
        cluster = start(__file__, str(workers), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        address = cluster.stdout.readline().strip()
        for _ in range(without_nanny):
            start("-m", "dask", "worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        yield address
    finally:
        for process in reversed(started):
            if process.stdin is not None:
                process.stdin.close()
                process.stdout.close()
            else:
                process.kill()
            process.wait(timeout=30)


if __name__ == "__main__":
    from distributed import LocalCluster

    with LocalCluster(processes=True, n_workers=int(sys.argv[1]), threads_per_worker=1, dashboard_address=None) as made:
        sys.stdout.write(f"{made.scheduler_address}\n")
        sys.stdout.flush()
        sys.stdin.read()
