"""A simulation as one JSON document: every figure of the whole plan with its interval, and what it came from."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

import pandas as pd

from stockposture.simulation.chance import count_outside, largest_in_money
from stockposture.simulation.estimate import CONFIDENCE
from stockposture.simulation.measures import MEASURES
from stockposture.simulation.result import Simulation

#: Disagreements in the document; the folder's table has all.
_MOST_LARGEST = 10
_PACKAGES = ("stockposture", "numpy", "numba", "scipy", "pandas")


def simulation_document(simulation: Simulation, digests: Mapping[str, str]) -> dict[str, Any]:
    """Return what a machine wants to know of a simulation, exactly; figures that are none are ``None``.

    Parameters
    ----------
    simulation
        What was found.
    digests
        Digests of what was simulated, by name: ``plan_digest``, ``input_digest``.
    """
    largest = largest_in_money(simulation, _MOST_LARGEST)
    document = {
        "items": len(simulation.items),
        "runs": simulation.runs,
        "years_each": simulation.years_each,
        "seed": simulation.seed,
        "until_reached": simulation.until_reached,
        "confidence": CONFIDENCE,
        "currency": simulation.currency,
        "totals": {
            name: {
                "unit": MEASURES[name].unit,
                "promised": simulation.promised.get(name),
                "mean": estimate.mean,
                "half_width": estimate.half_width,
            }
            for name, estimate in simulation.totals.items()
        },
        "over_time": _records(simulation.over_time),
        "lines": _records(simulation.lines),
        "disagreements": {
            "by_measure": {name: asdict(counted) for name, counted in count_outside(simulation).items()},
            "largest": _records(largest),
        },
        **digests,
        "versions": {package: version(package) for package in _PACKAGES},
        "seconds": simulation.seconds,
    }
    exact: dict[str, Any] = _without_nan(document)
    return exact


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in record.items()} for record in frame.to_dict("records")]


def _without_nan(value: Any) -> Any:
    """Return the value with ``None`` for what JSON has no number for."""
    if isinstance(value, Mapping):
        return {name: _without_nan(part) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_without_nan(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
