"""Flag and choice columns: a few words, mapped wholesale."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.close import closest
from stockposture_models.tables.column_spec import ColumnSpec
from stockposture_models.tables.found import Found, Mask, as_mask
from stockposture_models.tables.noted import Column, positions_of
from stockposture_models.tables.text_cells import empty_text, stripped

FLAG_WORDS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "1", "y", "t", "on"), True),
    **dict.fromkeys(("false", "no", "0", "n", "f", "off"), False),
}


@dataclass(frozen=True)
class Words:
    """Distinct texts of a column mapped to what they mean.

    Parameters
    ----------
    meanings
        Meaning of each distinct text; ``None`` if blank or refused.
    codes
        (n,) index into ``meanings``.
    blank
        (n,) blank cells.
    findings
        Refusals.
    """

    meanings: list[Any]
    codes: NDArray[np.int64]
    blank: Mask
    findings: list[Finding]


def _read_words(column: Column, cells: Found, words: Mapping[str, Any], allowed: str, *, near: bool) -> Words:
    """Map text, case aside, to the meaning of its word."""
    encoded = pc.dictionary_encode(stripped(cells.array))
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    read = Words([], codes, np.zeros(len(codes), dtype=bool), [])
    for code, text in enumerate(encoded.dictionary.to_pylist()):
        meaning = words.get(text.lower())
        read.meanings.append(meaning)
        if text == "":
            read.blank[codes == code] = True
        elif meaning is None:
            nearest = closest(text, words) if near else ""
            remedy = f"give {allowed}" + (f"; did you mean {nearest!r}?" if nearest else "")
            read.findings.extend(column.faults(positions_of(codes == code), f"is not {allowed}", remedy))
    return read


def check_choices(column: Column, spec: ColumnSpec, cells: Found) -> tuple[Any, Mask, list[Finding]]:
    """Return a choice column as Arrow text (blank and refused cells get a stand-in), blanks, refusals."""
    allowed = " or ".join(spec.choices)
    stand_in = spec.default if spec.default is not None else spec.choices[0]
    if not cells.is_text:
        findings = []
        if cells.not_text.any():
            problem = f"is of type {cells.array.type}, not one of the words {allowed}"
            findings = [column.finding(Severity.FAULT, problem, f"give text: {allowed}")]
        return empty_text(len(cells), stand_in), ~cells.not_text, findings
    read = _read_words(column, cells, {word: word for word in spec.choices}, allowed, near=True)
    meanings = [stand_in if meaning is None else meaning for meaning in read.meanings]
    return pa.array(meanings, type=pa.large_string()).take(pa.array(read.codes)), read.blank, read.findings


def check_flags(column: Column, spec: ColumnSpec, cells: Found) -> tuple[NDArray[np.bool_], list[Finding]]:
    """Return a flag column: true/false/yes/no/1/0 in text, booleans, or the numbers 0 and 1."""
    allowed = "true or false"
    default = bool(spec.default)
    if cells.is_text:
        read = _read_words(column, cells, FLAG_WORDS, allowed, near=False)
        lookup = np.array([default if meaning is None else meaning for meaning in read.meanings], dtype=bool)
        return lookup[read.codes], read.findings
    array = cells.array
    filled = as_mask(pc.is_valid(array))
    if pa.types.is_null(array.type):
        return np.full(len(array), default), []
    if pa.types.is_boolean(array.type):
        return as_mask(pc.fill_null(array, pa.scalar(default))), []
    flags = np.full(len(array), default)
    wrong = filled
    if pa.types.is_integer(array.type) or pa.types.is_floating(array.type):
        numbers = pc.cast(array, pa.float64()).to_numpy(zero_copy_only=False)
        wrong = filled & ~np.isin(numbers, (0.0, 1.0))
        flags = np.where(filled, numbers == 1, default)
    return flags, column.faults(positions_of(wrong), f"is not {allowed}", f"give {allowed}")
