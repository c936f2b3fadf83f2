"""The solver's process as the session sees it: started, spoken to, listened to, ended for certain."""

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, BinaryIO

from stockposture.highs.frames import Frame, FrameError, read_frame, write_frame

#: Waiting is cut into pieces of this many seconds: an endless wait would not see Ctrl-C on every platform.
POLL_SECONDS = 0.5

#: Finds the package where the parent found it; ``-P`` keeps the working folder's files off the path.
_BOOTSTRAP = (
    "import sys; sys.path += [place for place in sys.argv[1:] if place not in sys.path]; "
    "from stockposture.highs.worker import main; main()"
)


def default_command() -> list[str]:
    """Return the command that starts our worker in this very environment."""
    return [sys.executable, "-P", "-c", _BOOTSTRAP, *(place for place in sys.path if place)]


@dataclass(frozen=True)
class Ended:
    """The worker's messages have ended; ``reason`` says why where the stream itself was at fault."""

    reason: str = ""


class WorkerProcess:
    """One running worker.

    Parameters
    ----------
    command
        What to start. It does not get the terminal's Ctrl-C: the session decides what an interrupt means.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self.process = subprocess.Popen(  # noqa: S603 - the command is ours
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self.inbox: queue.SimpleQueue[Frame | Ended] = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(self.process.stdout, self.inbox), daemon=True).start()
        #: Whether the worker has reported that it started.
        self.is_ready = False
        #: HiGHS's version, once it has.
        self.version = ""
        # Runs when the session is collected and at interpreter exit, whichever comes first.
        self._end = weakref.finalize(self, _end, self.process, self.errors, os.getpid())

    @property
    def pid(self) -> int:
        """Process id."""
        return self.process.pid

    @property
    def was_ended(self) -> bool:
        """Whether we have ended it."""
        return not self._end.alive

    @property
    def is_alive(self) -> bool:
        """Whether the process is running and has not been ended by us."""
        return not self.was_ended and self.process.poll() is None

    def send(self, frame: Frame) -> None:
        """Write a message from a thread of its own: one that reads nothing must not block the watchdog."""
        threading.Thread(target=_speak, args=(self.process.stdin, frame), daemon=True).start()

    def receive(self, deadline: float | None) -> Frame | Ended | None:
        """Return the next message; ``None`` once the deadline (of ``time.monotonic``) has passed."""
        while True:
            left = POLL_SECONDS if deadline is None else min(POLL_SECONDS, deadline - time.monotonic())
            with contextlib.suppress(queue.Empty):
                return self.inbox.get(timeout=left) if left > 0 else self.inbox.get_nowait()
            if left <= 0:
                return None

    def last_words(self) -> str:
        """Return how the process ended and the end of its standard error."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=5)
        code = self.process.poll()
        how = "is still running" if code is None else f"ended with code {code}"
        if code is not None and code < 0:
            how = f"was ended by signal {-code}" + (" (often: out of memory)" if code == -9 else "")
        text = ""
        # Another thread may end the session, and close the file, while we read.
        with contextlib.suppress(ValueError):
            self.errors.seek(0)
            text = self.errors.read()[-2000:].decode(errors="replace").strip()
        return f"{how}: {text}" if text else how

    def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self._end()


def _speak(stream: BinaryIO, frame: Frame) -> None:
    # A worker that is gone shows as the end of its messages; nothing to add here.
    with contextlib.suppress(OSError, ValueError):
        write_frame(stream, frame)


def _listen(stream: BinaryIO, inbox: "queue.SimpleQueue[Frame | Ended]") -> None:
    reason = ""
    try:
        while (frame := read_frame(stream)) is not None:
            inbox.put(frame)
    except (FrameError, OSError, ValueError) as error:
        reason = str(error)
    inbox.put(Ended(reason))


def _end(process: "subprocess.Popen[bytes]", errors: IO[bytes], owner: int) -> None:
    if os.getpid() != owner:
        # A fork of the owner drops its copy of the session; the worker is not its to end.
        return
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.close()
    errors.close()
