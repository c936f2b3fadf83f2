"""Number columns: parsed wholesale, bounds checked wholesale."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture_models.findings import Finding
from stockposture_models.tables.column_spec import ColumnSpec, Kind
from stockposture_models.tables.found import Found, Mask, as_mask
from stockposture_models.tables.noted import Column, Positions, positions_of
from stockposture_models.tables.number_text import WELL_FORMED, read_number


@dataclass
class Numbers:
    """A number column being checked.

    Parameters
    ----------
    values
        (n,) numbers; ``nan`` where blank or refused.
    blank
        (n,) blank cells.
    findings
        What was noticed.
    """

    values: NDArray[np.float64]
    blank: Mask
    findings: list[Finding] = field(default_factory=list)


def _cast(array: Any) -> NDArray[np.float64]:
    """Cast to float64, null to nan, in memory of our own."""
    numbers: NDArray[np.float64] = pc.cast(array, pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    return numbers if numbers.flags.writeable else numbers.copy()


def from_text(column: Column, spec: ColumnSpec, cells: Found, decimal: str) -> Numbers:
    """Parse a text column; only the distinct texts that are not plain numbers are looked at one by one."""
    plain = cells.array
    blank = as_mask(pc.equal(plain, ""))
    if decimal == ",":
        dotted = pc.match_substring(plain, ".")
        plain = pc.if_else(dotted, "refuse", pc.replace_substring(plain, ",", "."))
    try:
        values = _cast(pc.if_else(pa.array(blank), pa.scalar(None, plain.type), plain))
    except pa.ArrowInvalid:
        return _from_odd_text(column, spec, cells, plain, decimal)
    if not np.isfinite(values[~blank]).all():
        return _from_odd_text(column, spec, cells, plain, decimal)
    return Numbers(values, blank)


def _from_odd_text(column: Column, spec: ColumnSpec, cells: Found, plain: Any, decimal: str) -> Numbers:
    """Parse a text column some cells of which are not plain numbers."""
    trimmed = pc.ascii_trim(plain, characters=" \t\r\n")
    blank = as_mask(pc.equal(pc.utf8_trim_whitespace(plain), ""))
    fine = pc.match_substring_regex(trimmed, WELL_FORMED)
    values = _cast(pc.if_else(fine, trimmed, pa.scalar(None, trimmed.type)))
    numbers = Numbers(values, blank)
    odd = positions_of(~blank & ~np.isfinite(values))
    mended: dict[str, list[Positions]] = {}
    for text, positions in _by_text(cells.array, odd):
        reading = read_number(text, spec, decimal)
        values[positions] = reading.value
        if reading.refused:
            numbers.findings += column.faults(positions, reading.problem, reading.remedy)
        elif reading.problem:
            mended.setdefault(reading.problem, []).append(positions)
    for problem, parts in mended.items():
        numbers.findings += column.repair(np.sort(np.concatenate(parts)), problem)
    return numbers


def _by_text(array: Any, positions: Positions) -> Iterator[tuple[str, Positions]]:
    """Yield each distinct text among the given cells, and where it stands."""
    if not len(positions):
        return
    encoded = pc.dictionary_encode(array.take(pa.array(positions)))
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(encoded.dictionary)))
    groups = np.split(positions[order], ends[:-1])
    yield from zip(encoded.dictionary.to_pylist(), groups, strict=True)


def from_typed(column: Column, cells: Found) -> Numbers:
    """Take a typed column: numbers as they are, anything else refused."""
    array = cells.array
    kind = array.type
    blank = as_mask(pc.is_null(array))
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        values = _cast(array)
        refused = positions_of(~blank & ~np.isfinite(values))
        problem, remedy = "is not a finite number", "give a number, or leave an optional cell blank"
    else:
        values = np.full(len(array), np.nan)
        refused = positions_of(~blank)
        what = "true/false" if pa.types.is_boolean(kind) else f"of type {kind}"
        problem, remedy = f"is {what}, not a number", "give a number"
    values[refused] = np.nan
    return Numbers(values, blank, column.faults(refused, problem, remedy))


def _did_you_mean(spec: ColumnSpec, values: NDArray[np.float64], position: int) -> str:
    """Return the remedy for a number above its bound: a rate was perhaps meant as a percentage."""
    value = float(values[position])
    if spec.rate and spec.le is not None and value / 100 <= spec.le:
        return f"did you mean {value / 100:g}?"
    return f"give {spec.bounds}"


def check_bounds(column: Column, spec: ColumnSpec, numbers: Numbers) -> None:
    """Refuse numbers outside the column's bounds, and fractions in counts."""
    values = numbers.values
    within = f"give {spec.bounds}"
    perhaps = partial(_did_you_mean, spec, values.copy())
    rules: list[tuple[Mask, str, str | Callable[[int], str]]] = []
    if spec.kind is Kind.COUNT:
        fraction = np.isfinite(values) & (values != np.floor(values))
        rules.append((fraction, "is not a whole number", f"give a whole number, {spec.bounds}"))
    if spec.ge is not None:
        rules.append((values < spec.ge, "is negative" if spec.ge == 0 else f"is below {spec.ge:g}", within))
    if spec.gt is not None:
        rules.append((values <= spec.gt, f"is not above {spec.gt:g}", within))
    if spec.le is not None:
        rules.append((values > spec.le, f"is above {spec.le:g}", perhaps))
    if spec.lt is not None:
        rules.append((values >= spec.lt, f"is not below {spec.lt:g}", within))
    if spec.too_large is not None:
        units = f": {spec.unit} is wanted" if spec.unit else ""
        smaller = f"give a number below {spec.too_large:g}; check the units{units}"
        rules.append((values >= spec.too_large, f"is too large: {spec.too_large:g} or more", smaller))
    for broken, problem, remedy in rules:
        numbers.findings += column.faults(positions_of(broken), problem, remedy)
        values[broken] = np.nan
