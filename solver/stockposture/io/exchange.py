"""Swap two paths in one step, where the operating system can."""

import ctypes
import errno
import os
import sys
from pathlib import Path

#: ``renameat2`` as in ``linux/fs.h`` and ``fcntl.h``: paths relative to the working directory, swap both.
AT_FDCWD = -100
RENAME_EXCHANGE = 2

#: What a kernel, a C library or a file system answers that cannot swap.
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


def exchange(first: Path, second: Path) -> bool:
    """Swap two existing paths of one file system atomically.

    Parameters
    ----------
    first, second
        Paths to swap; both exist.

    Returns
    -------
    bool
        Whether they were swapped; ``False`` (nothing was done) where the system has no such call: then the
        caller has to rename twice.

    Raises
    ------
    OSError
        The system knows the call and refused it.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(first), None, str(second))
