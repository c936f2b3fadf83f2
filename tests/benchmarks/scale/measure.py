"""Run a command and take its time and the most memory it and its children held at once."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at the memory.
LOOK_EVERY = 0.1
GB = 2**30


@dataclass(frozen=True)
class Ran:
    """How a command went.

    Parameters
    ----------
    seconds
        By the clock, from start to end.
    peak
        Most resident memory of the command and all below it at one time, bytes. Pages that processes share count in
        each of them, so this errs on the high side.
    code
        Exit code; ``None`` if it was stopped because its time was over.
    out, err
        What it printed.
    """

    seconds: float
    peak: int
    code: int | None
    out: str
    err: str


def run(command: Sequence[str], *, folder: Path, seconds: float, environment: Mapping[str, str] | None = None) -> Ran:
    """Run to the end, or for so many seconds at most; what it prints goes through files in a folder."""
    out, err = folder / "out.txt", folder / "err.txt"
    with out.open("wb") as to_out, err.open("wb") as to_err:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=to_out, stderr=to_err, env=environment and dict(environment))
        watch = Watch(process.pid, until=time.monotonic() + seconds)
        watch.start()
        code = process.wait()
        spent = time.perf_counter() - started
    watch.over.set()
    watch.join()
    stopped = watch.has_stopped_it
    return Ran(
        spent, watch.peak, None if stopped else code, out.read_text(errors="replace"), err.read_text(errors="replace")
    )


class Watch(threading.Thread):
    """Looks at the memory of a process and all below it, and ends them when their time is over."""

    def __init__(self, process: int, *, until: float) -> None:
        super().__init__(daemon=True)
        self.process, self.until = process, until
        self.peak, self.has_stopped_it = 0, False
        self.over = threading.Event()

    def run(self) -> None:
        """Look until told that it is over."""
        while not self.over.wait(LOOK_EVERY):
            members = family(self.process)
            self.peak = max(self.peak, sum(map(resident, members)))
            if time.monotonic() > self.until:
                self.has_stopped_it = True
                for each in reversed(members):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(each, signal.SIGKILL)


def family(process: int) -> list[int]:
    """Return a process and all below it, parents first."""
    found = [process]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            found += map(int, _text(children).split())
    return found


def resident(process: int) -> int:
    """Return the resident memory of a process, bytes; 0 if it is gone."""
    for line in _text(Path(f"/proc/{process}/status")).splitlines():
        if line.startswith("VmRSS:"):
            return 1024 * int(line.split()[1])
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
