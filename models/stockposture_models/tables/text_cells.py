"""Text, flag and choice columns."""

import re
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.close import closest
from stockposture_models.tables.column_spec import ColumnSpec, Kind
from stockposture_models.tables.found import Found, Mask, as_mask
from stockposture_models.tables.noted import about_table, faults, positions_of, summed
from stockposture_models.tables.raw import RawTable

FLAG_WORDS = {
    **dict.fromkeys(("true", "yes", "1", "y", "t", "on"), True),
    **dict.fromkeys(("false", "no", "0", "n", "f", "off"), False),
}


def stripped(array: Any) -> Any:
    """Return text with white space (no-break space included) taken off both ends; the same object if none."""
    bare = pc.utf8_trim_whitespace(array)
    return array if bare.equals(array) else bare


def check_text(
    raw: RawTable, spec: ColumnSpec, cells: Found, *, is_key: bool
) -> tuple[Any, Mask, list[Finding]]:
    """Return the text of a column, which cells are blank, and findings; numbers and dates are refused.

    A number cannot stand for a name: leading zeros and digits past the 15th may be lost already.
    """
    findings: list[Finding] = []
    if not cells.is_text:
        wrong = cells.not_text
        if wrong.any():
            problem = f"is of type {cells.array.type}, not text"
            remedy = "store the column as text: numbers lose leading zeros and long digits"
            findings += faults(raw, spec.name, cells, positions_of(wrong), problem, remedy)
        empty = pa.array(np.full(len(cells), ""), type=pa.large_string())
        return empty, np.array(~wrong), findings
    bare = stripped(cells.array)
    blank = as_mask(pc.equal(bare, ""))
    if cells.typed is not None and cells.typed.any():
        problem, remedy = "is a number or date, not text", "store as text: leading zeros may be lost already"
        findings += faults(raw, spec.name, cells, positions_of(cells.typed), problem, remedy)
    if is_key and bare is not cells.array:
        padded = positions_of(as_mask(pc.not_equal(bare, cells.array)) & ~blank)
        findings += summed(
            raw, Severity.REPAIR, spec.name, cells, padded, "spaces around a key taken off", ""
        )
        remedy = "remove the spaces in the source, other systems may see another key"
        findings += summed(
            raw, Severity.WARNING, spec.name, cells, padded, "key is padded with spaces", remedy
        )
    if spec.pattern is not None:
        bare, more = _match_pattern(raw, spec, cells, bare, blank)
        findings += more
    return bare, blank, findings


def _recode(encoded: Any, replaced: list[str]) -> Any:
    return pa.array(replaced, type=pa.large_string()).take(encoded.indices)


def _match_pattern(
    raw: RawTable, spec: ColumnSpec, cells: Found, bare: Any, blank: Mask
) -> tuple[Any, list[Finding]]:
    """Hold the distinct texts of a column to its pattern; case and inner spaces are mended."""
    pattern = re.compile(spec.pattern or "")
    encoded = pc.dictionary_encode(bare)
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    findings: list[Finding] = []
    values = encoded.dictionary.to_pylist()
    for code, text in enumerate(list(values)):
        if text == "" or pattern.search(text):
            continue
        mended = re.sub(r"\s+", "", text).lower()
        positions = positions_of((codes == code) & ~blank)
        if pattern.search(mended):
            problem = f"read as {mended}"
            findings += summed(raw, Severity.REPAIR, spec.name, cells, positions, problem, "")
            values[code] = mended
        else:
            problem = "is not of the form asked for"
            remedy = f"{spec.doc} Example: {spec.default}" if spec.default else spec.doc
            findings += faults(raw, spec.name, cells, positions, problem, remedy)
            values[code] = ""
    return _recode(encoded, values), findings


def check_words(
    raw: RawTable, spec: ColumnSpec, cells: Found
) -> tuple[list[Any], NDArray[np.int64], Mask, list[Finding]]:
    """Map the distinct texts of a flag or choice column to values.

    Returns
    -------
    values
        Value of each distinct text; ``None`` if blank or refused.
    codes
        (n,) index into ``values``.
    blank
        (n,) blank cells.
    findings
        Refusals.
    """
    findings: list[Finding] = []
    encoded = pc.dictionary_encode(stripped(cells.array))
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    texts = encoded.dictionary.to_pylist()
    words: dict[str, Any] = FLAG_WORDS if spec.kind is Kind.FLAG else {word: word for word in spec.choices}
    allowed = "true or false" if spec.kind is Kind.FLAG else " or ".join(spec.choices)
    values: list[Any] = []
    blank = np.zeros(len(codes), dtype=bool)
    for code, text in enumerate(texts):
        values.append(words.get(text.lower()))
        if text == "":
            blank |= codes == code
        elif values[-1] is None:
            near = "" if spec.kind is Kind.FLAG else closest(text, spec.choices)
            remedy = f"give {allowed}" + (f"; did you mean {near!r}?" if near else "")
            problem = f"is not {allowed}"
            findings += faults(raw, spec.name, cells, positions_of(codes == code), problem, remedy)
    return values, codes, blank, findings


def check_flags(
    raw: RawTable, spec: ColumnSpec, cells: Found
) -> tuple[NDArray[np.bool_], Mask, list[Finding]]:
    """Return a flag column: true/false/yes/no/1/0 in text, or booleans, or the numbers 0 and 1."""
    if cells.is_text:
        values, codes, blank, findings = check_words(raw, spec, cells)
        lookup = np.array([bool(value) for value in values] or [False])
        return lookup[codes], blank, findings
    array = cells.array
    blank = as_mask(pc.is_null(array))
    if pa.types.is_boolean(array.type):
        return as_mask(pc.fill_null(array, pa.scalar(False))), blank, []  # noqa: FBT003 - Arrow's signature
    flags = np.zeros(len(array), dtype=bool)
    wrong = ~blank
    if pa.types.is_integer(array.type) or pa.types.is_floating(array.type):
        numbers = pc.cast(array, pa.float64()).to_numpy(zero_copy_only=False)
        flags = numbers == 1
        wrong = ~blank & ~np.isin(numbers, (0.0, 1.0))
    found = faults(raw, spec.name, cells, positions_of(wrong), "is not true or false", "give true or false")
    return flags, blank, found


def refuse_typed_choice(raw: RawTable, spec: ColumnSpec, cells: Found) -> list[Finding]:
    """Refuse a choice column that holds something else than text."""
    allowed = " or ".join(spec.choices)
    return [
        about_table(
            raw,
            Severity.FAULT,
            f"is of type {cells.array.type}, not one of the words {allowed}",
            f"give text: {allowed}",
            column=spec.name,
        )
    ]
