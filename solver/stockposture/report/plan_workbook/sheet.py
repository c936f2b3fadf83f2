"""One sheet: typed cells, formats, headings that stay in sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from stockposture.report.dossier.columns import Form
from stockposture.report.pictures.words import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: Values of a column.
Column: TypeAlias = "Sequence[Any] | pd.Series | np.ndarray"

#: Letters of a cell at most, by Excel's file format.
LONGEST_CELL = 32_767
#: Letters of the widest column.
_WIDEST = 60

_NUMBER_FORMATS = {
    Form.COUNT: "#,##0",
    Form.NUMBER: "#,##0.00",
    Form.MONEY: "#,##0.00",
    Form.PART: "0.00%",
    Form.TEXT: "General",
}


@dataclass(frozen=True)
class Formats:
    """The formats of a workbook, made once.

    Parameters
    ----------
    head, title, soft, wrapped
        Of headings, titles, small print and long text.
    of
        Of each form of column.
    """

    head: "Format"
    title: "Format"
    soft: "Format"
    wrapped: "Format"
    of: dict[Form, "Format"]


def formats_of(workbook: "Workbook") -> Formats:
    """Return the formats of a workbook."""
    return Formats(
        head=workbook.add_format(
            {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, "bg_color": "#DDEBF7"}
        ),
        title=workbook.add_format({"bold": True, "font_size": 14}),
        soft=workbook.add_format({"font_color": "#595959"}),
        wrapped=workbook.add_format({"text_wrap": True, "valign": "top"}),
        of={form: workbook.add_format({"num_format": code}) for form, code in _NUMBER_FORMATS.items()},
    )


@dataclass(frozen=True)
class Heading:
    """The heading of a column.

    Parameters
    ----------
    words
        What it says.
    form
        How the values below are written.
    note
        What one reads when one points at it; empty for none.
    width
        Letters; ``0`` for as many as its values take.
    """

    words: str
    form: Form = Form.TEXT
    note: str = ""
    width: int = 0


def text_cell(text: str) -> str:
    """Return a text as a cell holds it: on one line, no control characters, no longer than a cell can be."""
    return clean(text)[:LONGEST_CELL]


def write_text(sheet: "Worksheet", row: int, column: int, text: str, form: "Format | None" = None) -> None:
    """Write a text as text, whatever it looks like; none leaves its cell empty."""
    if text or form is not None:
        sheet.write_string(row, column, text_cell(text), form)


def write_table(
    sheet: "Worksheet",
    formats: Formats,
    headings: Sequence[Heading],
    columns: Sequence[Column],
    *,
    top: int = 0,
    is_filtered: bool = False,
) -> int:
    """Write headings and columns below them; return the first free row.

    Numbers that are missing leave their cells empty.

    Parameters
    ----------
    sheet, formats
        Where to, and how.
    headings
        One a column.
    columns
        As many values in each.
    top
        Row of the headings.
    is_filtered
        Whether the headings get filters and stay in sight.
    """
    rows = len(columns[0]) if columns else 0
    for at, (heading, values) in enumerate(zip(headings, columns, strict=True)):
        write_text(sheet, top, at, heading.words, formats.head)
        if heading.note:
            sheet.write_comment(top, at, heading.note, {"x_scale": 2, "font_size": 9})
        form = formats.of[heading.form]
        if heading.form is Form.TEXT:
            longest = _texts(sheet, top + 1, at, values)
        else:
            longest = _numbers(sheet, top + 1, at, np.asarray(values, dtype=np.float64), form)
        words = max(map(len, heading.words.split()), default=0)
        sheet.set_column(at, at, heading.width or min(max(longest, words + 4, 9) + 2, _WIDEST))
    if is_filtered and columns:
        sheet.freeze_panes(top + 1, 1)
        sheet.autofilter(top, 0, top + rows, len(columns) - 1)
    return top + 1 + rows


def _texts(sheet: "Worksheet", top: int, column: int, values: Column) -> int:
    known: dict[str, str] = {}
    longest = 0
    for row, value in enumerate(values, start=top):
        text = known.get(value)
        if text is None:
            text = known[value] = text_cell(str(value))
            longest = max(longest, len(text))
        if text:
            sheet.write_string(row, column, text)
    return longest


def _numbers(sheet: "Worksheet", top: int, column: int, values: np.ndarray, form: "Format") -> int:
    for row, value in enumerate(values.tolist(), start=top):
        if np.isfinite(value):
            sheet.write_number(row, column, value, form)
    finite = np.abs(values[np.isfinite(values)])
    return len(f"{float(finite.max()):,.2f}") if len(finite) else 0
