"""Text columns: names, and text of a given form."""

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from stockposture_models.findings import Finding
from stockposture_models.tables.column_spec import ColumnSpec
from stockposture_models.tables.found import Found, Mask, as_mask
from stockposture_models.tables.noted import Column, positions_of


def stripped(array: Any) -> Any:
    """Return text with white space (no-break space included) taken off both ends; the same object if none."""
    bare = pc.utf8_trim_whitespace(array)
    return array if bare.equals(array) else bare


def check_text(column: Column, spec: ColumnSpec, cells: Found, *, is_key: bool) -> tuple[Any, Mask, list[Finding]]:
    """Check a text column; numbers and dates cannot stand for names.

    Leading zeros and the digits of a number past the 15th may be lost already.

    Returns
    -------
    array
        (n,) text, refused cells ``""``.
    blank
        (n,) blank cells; refused ones are not blank.
    list of Finding
        What was refused or mended.
    """
    if not cells.is_text:
        wrong = positions_of(cells.not_text)
        problem = f"is of type {cells.array.type}, not text"
        remedy = "store as text: numbers lose leading zeros and long digits"
        return empty_text(len(cells)), ~cells.not_text, column.faults(wrong, problem, remedy)
    findings: list[Finding] = []
    bare = stripped(cells.array)
    blank = as_mask(pc.equal(bare, ""))
    if is_key and bare is not cells.array:
        padded = positions_of(as_mask(pc.not_equal(bare, cells.array)) & ~blank)
        findings += column.repair(padded, "spaces around a key taken off")
        remedy = "remove the spaces in the source: other systems may see another key"
        findings += column.warning(padded, "key is padded with spaces", remedy)
    if cells.typed is not None and cells.typed.any():
        problem, remedy = "is a number or date, not text", "store as text: leading zeros may be lost already"
        findings += column.faults(positions_of(cells.typed), problem, remedy)
        bare = pc.if_else(pa.array(cells.typed), pa.scalar("", bare.type), bare)
    if spec.pattern is not None:
        bare, more = _match_pattern(column, spec, bare)
        findings += more
    return bare, blank, findings


def empty_text(count: int, text: str = "") -> Any:
    """Return Arrow text, the same in every cell."""
    return pa.repeat(pa.scalar(text, pa.large_string()), count)


def _match_pattern(column: Column, spec: ColumnSpec, bare: Any) -> tuple[Any, list[Finding]]:
    """Hold the distinct texts of a column to its pattern; case and inner spaces are mended."""
    pattern = re.compile(spec.pattern or "")
    encoded = pc.dictionary_encode(bare)
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    findings: list[Finding] = []
    values = encoded.dictionary.to_pylist()
    for code, text in enumerate(values):
        if text == "" or pattern.search(text):
            continue
        mended = re.sub(r"\s+", "", text).lower()
        positions = positions_of(codes == code)
        if pattern.search(mended):
            findings += column.repair(positions, f"read as {mended}")
            values[code] = mended
        else:
            remedy = spec.doc + (f" For example {spec.default}" if spec.default else "")
            findings += column.faults(positions, "is not of the form asked for", remedy)
            values[code] = ""
    return pa.array(values, type=pa.large_string()).take(encoded.indices), findings
