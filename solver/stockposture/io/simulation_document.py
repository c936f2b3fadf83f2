"""A simulation as one JSON document: every figure of the whole plan with its interval, and what it came from."""

from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from stockposture.io.json_document import finite, records
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
        "over_time": records(simulation.over_time),
        "lines": records(simulation.lines),
        "disagreements": {
            "by_measure": {name: asdict(counted) for name, counted in count_outside(simulation).items()},
            "largest": records(largest),
        },
        **digests,
        "versions": {package: version(package) for package in _PACKAGES},
        "seconds": simulation.seconds,
    }
    exact: dict[str, Any] = finite(document)
    return exact
