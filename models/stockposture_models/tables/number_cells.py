"""Number columns: parsed wholesale, bounds checked wholesale."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.column_spec import ColumnSpec, Kind
from stockposture_models.tables.found import Found, Mask, as_mask
from stockposture_models.tables.noted import faults, positions_of, summed
from stockposture_models.tables.number_text import WELL_FORMED, read_number
from stockposture_models.tables.raw import RawTable


@dataclass
class Numbers:
    """A number column being checked.

    Parameters
    ----------
    values
        (n,) numbers; ``nan`` where blank or refused.
    blank
        (n,) blank cells.
    refused
        (n,) cells already reported as faults.
    findings
        What was noticed.
    """

    values: NDArray[np.float64]
    blank: Mask
    refused: Mask
    findings: list[Finding] = field(default_factory=list)


def _cast(array: Any) -> NDArray[np.float64]:
    """Cast to float64, null to nan, in memory of our own."""
    numbers: NDArray[np.float64] = pc.cast(array, pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    return numbers if numbers.flags.writeable else numbers.copy()


def from_text(raw: RawTable, spec: ColumnSpec, cells: Found, decimal: str) -> Numbers:
    """Parse a text column; only the distinct texts that are not plain numbers are looked at one by one."""
    texts = cells.array
    blank = as_mask(pc.equal(texts, ""))
    plain = texts
    if decimal == ",":
        dotted = pc.match_substring(texts, ".")
        plain = pc.if_else(dotted, "refuse", pc.replace_substring(texts, ",", "."))
    try:
        values = _cast(pc.if_else(pa.array(blank), pa.scalar(None, plain.type), plain))
    except pa.ArrowInvalid:
        return _from_odd_text(raw, spec, cells, plain, decimal)
    if not np.isfinite(values[~blank]).all():
        return _from_odd_text(raw, spec, cells, plain, decimal)
    return Numbers(values, blank, np.zeros(len(values), dtype=bool))


def _from_odd_text(raw: RawTable, spec: ColumnSpec, cells: Found, plain: Any, decimal: str) -> Numbers:
    """Parse a text column some cells of which are not plain numbers."""
    trimmed = pc.ascii_trim(plain, characters=" \t\r\n")
    blank = as_mask(pc.equal(pc.utf8_trim_whitespace(plain), ""))
    fine = pc.match_substring_regex(trimmed, WELL_FORMED)
    values = _cast(pc.if_else(fine, trimmed, pa.scalar(None, trimmed.type)))
    numbers = Numbers(values, blank, np.zeros(len(values), dtype=bool))
    odd = positions_of(~blank & ~np.isfinite(values))
    if not len(odd):
        return numbers
    encoded = pc.dictionary_encode(cells.array.take(pa.array(odd)))
    codes = encoded.indices.to_numpy()
    order = np.argsort(codes, kind="stable")
    readings = [read_number(text, spec, decimal) for text in encoded.dictionary.to_pylist()]
    starts = np.searchsorted(codes[order], np.arange(len(readings) + 1))
    for number, reading in enumerate(readings):
        positions = np.sort(odd[order[starts[number] : starts[number + 1]]])
        values[positions] = reading.value
        if reading.refused:
            numbers.refused[positions] = True
            numbers.findings += faults(raw, spec.name, cells, positions, reading.problem, reading.remedy)
    mended: dict[str, list[NDArray[np.int64]]] = {}
    for number, reading in enumerate(readings):
        if reading.problem and not reading.refused:
            mended.setdefault(reading.problem, []).append(odd[order[starts[number] : starts[number + 1]]])
    for problem, parts in mended.items():
        positions = np.sort(np.concatenate(parts))
        numbers.findings += summed(raw, Severity.REPAIR, spec.name, cells, positions, problem, "")
    return numbers


def from_typed(raw: RawTable, spec: ColumnSpec, cells: Found) -> Numbers:
    """Take a typed column: numbers as they are, anything else refused."""
    array = cells.array
    kind = array.type
    count = len(array)
    blank = as_mask(pc.is_null(array))
    refused = np.zeros(count, dtype=bool)
    if pa.types.is_null(kind):
        return Numbers(np.full(count, np.nan), blank, refused)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        values = _cast(array)
        refused = ~blank & ~np.isfinite(values)
        problem, remedy = "is not a finite number", "give a number, or leave an optional cell blank"
    else:
        values = np.full(count, np.nan)
        refused = ~blank
        what = "true/false" if pa.types.is_boolean(kind) else f"of type {kind}"
        problem, remedy = f"is {what}, not a number", "give a number"
    values[refused] = np.nan
    found = faults(raw, spec.name, cells, positions_of(refused), problem, remedy) if refused.any() else []
    return Numbers(values, blank, refused, found)


def _did_you_mean(spec: ColumnSpec, values: NDArray[np.float64], position: int) -> str:
    """Return the remedy for a number above its bound: a rate was perhaps meant as a percentage."""
    value = float(values[position])
    if spec.rate and spec.le is not None and value / 100 <= spec.le:
        return f"did you mean {value / 100:g}?"
    return f"give {spec.bounds}"


def check_bounds(raw: RawTable, spec: ColumnSpec, cells: Found, numbers: Numbers) -> None:
    """Refuse numbers outside the column's bounds, and fractions in counts."""
    values = numbers.values
    rules: list[tuple[Mask, str]] = []
    if spec.kind is Kind.COUNT:
        rules.append((np.isfinite(values) & (values != np.floor(values)), "is not a whole number"))
    if spec.ge is not None:
        rules.append((values < spec.ge, "is negative" if spec.ge == 0 else f"is below {spec.ge:g}"))
    if spec.gt is not None:
        rules.append((values <= spec.gt, f"is not above {spec.gt:g}"))
    if spec.le is not None:
        rules.append((values > spec.le, f"is above {spec.le:g}"))
    if spec.lt is not None:
        rules.append((values >= spec.lt, f"is not below {spec.lt:g}"))
    for broken, problem in rules:
        if not broken.any():
            continue
        remedy: str | Callable[[int], str] = f"give {spec.bounds}"
        if "whole" in problem:
            remedy = f"give a whole number, {spec.bounds}"
        elif "above" in problem:
            remedy = partial(_did_you_mean, spec, values.copy())
        numbers.findings += faults(raw, spec.name, cells, positions_of(broken), problem, remedy)
        numbers.refused |= broken
        values[broken] = np.nan
