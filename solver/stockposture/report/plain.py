"""Users' text made safe for a terminal."""

import re

_ESCAPE = re.compile(
    # Commands with text in them (window titles, links), other escape sequences, other control characters.
    r"\x1b[\]P^_X][^\x07\x1b]*(\x07|\x1b\\)?"
    r"|\x1b(\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])?"
    r"|[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]"
    # Marks that turn the direction of writing, and with it what a line seems to say.
    r"|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile(r"[\s\u2028\u2029]+")


def plain(text: str) -> str:
    r"""Return text that cannot steer a terminal: escape sequences and control characters taken out.

    Line ends and tabs stay.

    >>> plain("\x1b[31mred\x1b[0m")
    'red'
    """
    return _ESCAPE.sub("", text)


def one_line(text: str) -> str:
    r"""Return :func:`plain` text on one line, for a cell of a table or the middle of a sentence.

    >>> one_line("Main\r\nstore")
    'Main store'
    """
    return plain(_LINE_ENDS.sub(" ", text)).strip()
