"""The catalogue with about 100 candidates an item, as plain arrays that every way of solving it is given."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

import numpy as np
from catalogue import catalogue
from numpy.typing import NDArray

from stockposture.optimise.curves import Curves, first_curves
from stockposture.optimise.points import choices_of, points_at
from stockposture.optimise.problem import Problem, pose
from stockposture_models.formulation.choices import Choices
from stockposture_models.tables.case import Case
from stockposture_models.tables.frames import case_from_frames

#: 9 splits of three offers instead of 30, 11 intervals instead of 13: about 100 candidates an item.
THINNED: dict[str, Any] = {
    "split_grid": (0.7,),
    "postures": {
        "jit": {
            "order_interval_days": [1, 2, 5, 7],
            "buffer_days": [0, 5],
            "order_cost_factor": 0.2,
            "programme_cost": 60,
        },
        "hybrid": {
            "order_interval_days": [5, 7, 14, 30],
            "buffer_days": [5, 30],
            "order_cost_factor": 0.6,
            "programme_cost": 20,
        },
        "jic": {"order_interval_days": [14, 30, 60], "buffer_days": [30, 180]},
    },
}


def thinned_case(items: int, gap: float, room: float) -> Case:
    """Return the catalogue's case with the thinned settings, its limits ``room`` times as wide.

    The catalogue's limits are tight for all its candidates: with a quarter of them nobody finds a plan that keeps them.
    """
    tables, capital = catalogue(items)
    tables["warehouses"]["capacity_m3"] *= room
    tables["suppliers"]["capacity"] *= room
    capital *= room
    settings = {"capital_cap": capital, "holding_rate": 0.2, "currency": "EUR", "mip_gap": gap, **THINNED}
    return case_from_frames(**tables, settings=settings)


def posed(case: Case) -> Problem:
    """Return the problem under the case's own capital cap."""
    return pose(case, capital=case.settings.capital_cap, space=None)


def whole_choices(problem: Problem) -> tuple[Choices, Curves]:
    """Return every candidate at every node of its curve as the solver's arrays, and the curves."""
    curves = first_curves(problem)
    choices, _ = choices_of(problem, points_at(problem, curves, curves.distinct), whole=False)
    return choices, curves


@dataclass(frozen=True)
class Instance:
    """What a way of solving is given: the choices, and the buffer of each point.

    Parameters
    ----------
    choices
        As the full model takes them; choice p is candidate p.
    buffer
        (p,) units of each point.
    """

    choices: Choices
    buffer: NDArray[np.float64]

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Evaluate every candidate."""
        choices, curves = whole_choices(problem)
        return cls(choices, curves.buffer[curves.distinct])

    def write(self, path: Path) -> None:
        """Write one file of arrays."""
        arrays = {field.name: getattr(self.choices, field.name) for field in fields(Choices)}
        np.savez(path, buffer=self.buffer, **arrays)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what :meth:`write` wrote."""
        with np.load(path) as held:
            arrays = {field.name: held[field.name] for field in fields(Choices)}
            return cls(Choices(**{**arrays, "whole": bool(arrays["whole"])}), held["buffer"])
