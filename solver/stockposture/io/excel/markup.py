"""Streaming XML of workbook parts, without document types."""

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

#: Called with the name (and prefix, see :func:`local_name`) and the attributes of each element.
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class MarkupError(Exception):
    """A part of the workbook is not well-formed, or declares a document type."""


def _refuse_doctype(*_: object) -> None:
    # Workbooks may not have one (ECMA-376 part 2, 8.1.4): the only use is an entity bomb.
    raise MarkupError("it declares a document type")


def parse_markup(stream: IO[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Feed a part through the given handlers.

    Raises
    ------
    MarkupError
        If it is not well-formed XML or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise MarkupError(str(error)) from error


def local_name(name: str) -> str:
    """Return a name without its prefix.

    >>> local_name("x:row"), local_name("row")
    ('row', 'row')
    """
    # Called for every element of a sheet: most have no prefix, and this is the fastest way to see it.
    return name.rpartition(":")[2] if ":" in name else name


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return an attribute whatever its namespace prefix, or ``""``.

    >>> attribute({"r:id": "rId1", "name": "items"}, "id")
    'rId1'
    """
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if local_name(key) == name), "")
