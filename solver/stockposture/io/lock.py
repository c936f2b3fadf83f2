"""One run at a time into one target."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from stockposture_models.errors import FileFaultError

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        # A byte far behind the text: Windows locks keep others from reading what they cover.
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def sole_run(lock: Path, target: Path) -> Iterator[None]:
    """Hold the lock file of a target; the system frees it when the process ends, however it ends.

    Parameters
    ----------
    lock
        The lock file; made if absent, removed at the end.
    target
        What is being written, for the message.

    Raises
    ------
    FileFaultError
        Another run holds the lock; the message names it.
    """
    descriptor = _hold(lock, target)
    try:
        os.ftruncate(descriptor, 0)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"process {os.getpid()} on {socket.gethostname()} since {started}".encode())
        yield
    finally:
        # Removed while still held, so that nobody can be holding the file that goes away; on Windows an
        # open file cannot be removed and stays behind, empty of meaning.
        with suppress(OSError):
            lock.unlink()
        os.close(descriptor)


def _hold(lock: Path, target: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    while True:
        descriptor = os.open(lock, flags, 0o644)
        try:
            if not _try_lock(descriptor):
                raise _held(os.read(descriptor, 200).decode(errors="replace"), target)  # noqa: TRY301 - it is closed below
            # The run that held it before may have removed the file just opened: then it locks nobody out.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), lock.lstat()):
                    return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _held(holder: str, target: Path) -> FileFaultError:
    who = holder or "another process"
    return FileFaultError(f"{target}: another run is writing it ({who}) -> wait for that run, or choose another target")
