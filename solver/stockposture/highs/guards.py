"""What must hold of a model before HiGHS sees it: HiGHS would take the rest in silence and solve another."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from stockposture.highs.arrays import CompiledModel
from stockposture.highs.errors import UnfitModelError

#: HiGHS drops entries up to this in silence (its ``small_matrix_value``).
LEAST_MAGNITUDE = 1e-9
#: HiGHS rejects a whole batch of rows with an entry from this on (its ``large_matrix_value``).
MOST_MAGNITUDE = 1e15
#: Faults written out per kind; the rest are counted.
SHOWN = 10

Floats = NDArray[np.float64]


def check(model: CompiledModel) -> None:
    """Refuse a model with numbers that HiGHS would drop, reject or misread.

    Raises
    ------
    UnfitModelError
        Naming, all at once, the Pyomo component, the number and the range it must be in: costs and entries
        that are not-a-number, infinite, not 0 but 1e-9 or less in magnitude, or 1e15 or more; bounds that are
        not-a-number, infinite on the wrong side, or finite from 1e15 on.
    """
    entry_row = np.repeat(np.arange(len(model.row_lower)), np.diff(model.start))

    def entry(place: int) -> str:
        row, column = model.rows.name(int(entry_row[place])), model.columns.name(int(model.index[place]))
        return f"coefficient of {column} in {row}"

    def of(what: str, name: Callable[[int], str]) -> Callable[[int], str]:
        return lambda place: f"{what} of {name(place)}"

    column, row = model.columns.name, model.rows.name
    faults = [
        *_numbers(model.value, entry),
        *_numbers(model.cost, of("cost", column)),
        *_numbers(np.array([model.offset]), lambda _: "constant of the objective", least=0.0),
        *_bounds(model.col_lower, of("lower bound", column), unbounded=-np.inf),
        *_bounds(model.col_upper, of("upper bound", column), unbounded=np.inf),
        *_bounds(model.row_lower, of("lower bound", row), unbounded=-np.inf),
        *_bounds(model.row_upper, of("upper bound", row), unbounded=np.inf),
    ]
    if faults:
        raise UnfitModelError(faults)


def _numbers(values: Floats, name: Callable[[int], str], least: float = LEAST_MAGNITUDE) -> list[str]:
    magnitude = np.abs(values)
    return [
        *_listed(values, ~np.isfinite(values), name, "is not a finite number"),
        *_listed(values, (magnitude > 0) & (magnitude <= least), name, f"is within {least:g} of 0: scale the units"),
        *_listed(
            values,
            np.isfinite(values) & (magnitude >= MOST_MAGNITUDE),
            name,
            f"is {MOST_MAGNITUDE:g} or more in magnitude: scale the units",
        ),
    ]


def _bounds(values: Floats, name: Callable[[int], str], unbounded: float) -> list[str]:
    finite = np.isfinite(values)
    too_large = f"is {MOST_MAGNITUDE:g} or more in magnitude: scale the units, or leave the bound out"
    return [
        *_listed(values, ~finite & (values != unbounded), name, "is not a finite number"),
        *_listed(values, finite & (np.abs(values) >= MOST_MAGNITUDE), name, too_large),
    ]


def _listed(values: Floats, bad: NDArray[np.bool_], name: Callable[[int], str], problem: str) -> list[str]:
    places = np.flatnonzero(bad)
    listed = [f"{name(int(place))} = {float(values[place])!r} {problem}" for place in places[:SHOWN]]
    if len(places) > SHOWN:
        listed.append(f"... and {len(places) - SHOWN} more numbers that are the same way out of range")
    return listed
