"""Standard input and output in the place of files: ``-``."""

import sys
from pathlib import Path

from stockposture_models.errors import FileFaultError

#: The name that stands for a stream; a file of that name is ``./-``.
STREAM = Path("-")
#: What findings call standard input.
STDIN = "stdin"


def stdin_bytes() -> bytes:
    """Return all that comes on standard input.

    Raises
    ------
    FileFaultError
        It is closed, empty or cannot be read.
    """
    if sys.stdin is None:
        raise FileFaultError("standard input is closed -> pipe something into it, or name a file in place of -")
    try:
        data = sys.stdin.buffer.read()
    except OSError as error:
        raise FileFaultError(f"standard input cannot be read: {error.strerror or error}") from error
    if not data.strip():
        raise FileFaultError("standard input is empty -> pipe something into it, or name a file in place of -")
    return data
