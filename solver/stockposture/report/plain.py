"""Users' text made safe for a terminal."""

import re

_ESCAPE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|[@-_])?|[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")


def plain(text: str) -> str:
    r"""Return text that cannot steer a terminal: escape sequences and control characters taken out.

    >>> plain("\x1b[31mred\x1b[0m")
    'red'
    """
    return _ESCAPE.sub("", text)
