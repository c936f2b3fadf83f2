"""Which sheets a workbook has, in order, and in which part each is kept."""

import posixpath
import zipfile
from dataclasses import dataclass

from stockposture.io.excel.archive import WORKBOOK_PART
from stockposture.io.excel.markup import MarkupError, attribute, local_name, parse_markup

RELATIONS_PART = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    Parameters
    ----------
    name
        As on its tab.
    part
        Path of its XML in the archive.
    hidden
        Whether its tab is not shown.
    """

    name: str
    part: str
    hidden: bool


def sheets_of(archive: zipfile.ZipFile) -> list[Sheet]:
    """Return the sheets in the order of their tabs.

    Raises
    ------
    MarkupError
        If the workbook's directory of sheets cannot be read.
    """
    targets: dict[str, str] = {}
    found: list[dict[str, str]] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local_name(name) == "Relationship":
            targets[attributes.get("Id", "")] = posixpath.normpath(
                posixpath.join("/xl", attributes.get("Target", ""))
            ).lstrip("/")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local_name(name) == "sheet":
            found.append(attributes)

    try:
        with archive.open(RELATIONS_PART) as stream:
            parse_markup(stream, relation)
        with archive.open(WORKBOOK_PART) as stream:
            parse_markup(stream, sheet)
    except KeyError as error:
        raise MarkupError(str(error.args[0])) from error
    return [
        Sheet(
            name=attributes.get("name", ""),
            part=targets.get(_relation_id(attributes), ""),
            hidden=attributes.get("state", "visible") != "visible",
        )
        for attributes in found
    ]


def _relation_id(attributes: dict[str, str]) -> str:
    """Return ``r:id``, which is not ``sheetId``, whatever the prefix."""
    return attribute({key: value for key, value in attributes.items() if ":" in key}, "id")
