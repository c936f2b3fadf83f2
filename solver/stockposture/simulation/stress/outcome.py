"""What a replication of an event gives, and what many replications say of it."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from stockposture.simulation.arrays import Floats, Ints
from stockposture.simulation.estimate import half_width
from stockposture.simulation.stress.result import MEASURES


@dataclass(frozen=True)
class Outcome:
    """Outcomes of ``k`` things (items, lines, whole plans) in each replication; arrays (runs, k).

    Parameters
    ----------
    survive, recover
        Days to the first shortage caused; until supply and stock are back. Infinite: never, not within the horizon.
    units, money
        Short beyond the undisturbed days.
    survive_bare, units_bare, money_bare
        The same without buffers.
    """

    survive: Floats
    recover: Floats
    units: Floats
    money: Floats
    survive_bare: Floats
    units_bare: Floats
    money_bare: Floats

    @classmethod
    def empty(cls, runs: int, count: int) -> Self:
        """Return the outcome of things to which nothing happened: the neutral element of :meth:`absorb`."""
        never, none = np.full((runs, count), np.inf), np.zeros((runs, count))
        return cls(never, none, none.copy(), none.copy(), never.copy(), none.copy(), none.copy())

    def absorb(self, other: "Outcome", group: Ints) -> None:
        """Add things to the group each belongs to: first shortage, last recovery, sums.

        Parameters
        ----------
        other
            Outcomes of ``j`` things.
        group
            (j,) position among ours.
        """
        if not len(group):
            return
        # In the order of the things, so that sums come out the same whatever ran beside them.
        order = np.argsort(group, kind="stable")
        groups, first = np.unique(group[order], return_index=True)
        for field in fields(self):
            ours, theirs = getattr(self, field.name), getattr(other, field.name)
            how = np.minimum if field.name.startswith("survive") else np.maximum if field.name == "recover" else np.add
            ours[:, groups] = how(ours[:, groups], how.reduceat(theirs[:, order], first, axis=1))

    def take(self, columns: Ints) -> Self:
        """Return the outcomes of some of the things."""
        return type(self)(*(getattr(self, field.name)[:, columns] for field in fields(self)))

    def measures(self) -> dict[str, Floats]:
        """Return (k,) figures over the replications, by the names of the tables' columns."""
        saved = self.money_bare - self.money
        found = {
            "time_to_survive": _quantile(self.survive, 0.5),
            "time_to_survive_p5": _quantile(self.survive, 0.05),
            "survived": np.isinf(self.survive).mean(axis=0),
            "time_to_recover": _quantile(self.recover, 0.5),
            "time_to_recover_p95": _quantile(self.recover, 0.95),
            **_mean("units_lost", self.units),
            **_mean("money_lost", self.money),
            "time_to_survive_no_buffers": _quantile(self.survive_bare, 0.5),
            **_mean("units_lost_no_buffers", self.units_bare),
            **_mean("money_lost_no_buffers", self.money_bare),
            **_mean("money_saved", saved),
        }
        return {name: found[name] for name in MEASURES}


def _quantile(values: Floats, part: float) -> Floats:
    """Return (k,) one of the values themselves: between a day and never there is nothing."""
    runs = len(values)
    place = min(runs - 1, max(0, int(np.ceil(part * runs - 1e-9)) - 1))
    found: Floats = np.partition(values, place, axis=0)[place]
    return found


def _mean(name: str, values: Floats) -> dict[str, Floats]:
    mean = values.mean(axis=0)
    return {name: mean, f"{name}_half_width": half_width(((values - mean) ** 2).sum(axis=0), len(values))}
