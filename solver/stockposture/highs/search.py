"""What is known of a running solve: the best solution and bound streamed so far."""

import time
from typing import Any

import numpy as np

from stockposture.highs.arrays import CompiledModel, Floats
from stockposture.highs.errors import HighsRefusedError
from stockposture.highs.frames import Frame
from stockposture.highs.result import MipResult, MipStatus, Progress

#: Part of the objective by which HiGHS's own figures may differ from ours.
OBJECTIVE_TOLERANCE = 1e-6


class Search:
    """Collects a worker's messages about one model."""

    def __init__(self, model: CompiledModel) -> None:
        self.model = model
        self.version = ""
        self._started = time.monotonic()
        self._nodes = 0
        self._seconds = 0.0
        self._bound = -np.inf * model.sense
        self._values: Floats | None = None

    @property
    def has_incumbent(self) -> bool:
        """Whether any solution has been found."""
        return self._values is not None

    def note(self, message: Frame) -> None:
        """Take in an ``incumbent`` or ``progress`` message."""
        fields = message.fields
        self._seconds, self._nodes = fields["seconds"], max(0, fields["nodes"])
        self._raise_bound(fields["bound"])
        if "values" in message.arrays:
            self._values = message.arrays["values"]

    def progress(self) -> Progress:
        """Return how far the search is."""
        objective = None if self._values is None else objective_of(self.model, self._values)
        return Progress(self._seconds, objective, self._bound)

    def stopped(self, status: MipStatus, message: str = "") -> MipResult:
        """Return what is known of a solve that did not come to its end."""
        values = self._values
        return MipResult(
            status=status,
            objective=None if values is None else objective_of(self.model, values),
            bound=self._bound,
            seconds=time.monotonic() - self._started,
            nodes=self._nodes,
            version=self.version,
            model=self.model,
            values=values,
            violation=0.0 if values is None else violation(self.model, values),
            message=message,
        )

    def done(self, message: Frame) -> MipResult:
        """Return the outcome of a solve that came to its end.

        Raises
        ------
        HighsRefusedError
            If the objective HiGHS states is not that of the solution it returns, or its bound is beyond it.
        """
        fields, arrays = message.fields, message.arrays
        status = MipStatus(fields["status"])
        values = arrays.get("values")
        objective = None
        if values is not None:
            objective = objective_of(self.model, values)
            stated = fields["objective"]
            if stated is not None and not abs(objective - stated) <= OBJECTIVE_TOLERANCE * max(1.0, abs(objective)):
                raise HighsRefusedError(f"HiGHS states an objective of {stated!r}; its solution has {objective!r}")
        if fields["bound"] is not None:
            self._raise_bound(fields["bound"])
        elif status is MipStatus.OPTIMAL and objective is not None:
            self._raise_bound(objective)
        if objective is not None:
            beyond = (self._bound - objective) * self.model.sense
            if beyond > OBJECTIVE_TOLERANCE * max(1.0, abs(objective)):
                raise HighsRefusedError(f"HiGHS proved {self._bound!r} and found {objective!r}: one is wrong")
            if beyond > 0:
                self._bound = objective
        return MipResult(
            status=status,
            objective=objective,
            bound=self._bound,
            seconds=fields["seconds"],
            nodes=fields["nodes"],
            version=fields["version"],
            model=self.model,
            values=values,
            duals=arrays.get("duals"),
            reduced_costs=arrays.get("reduced_costs"),
            violation=0.0 if values is None else violation(self.model, values),
            message=fields["message"],
        )

    def _raise_bound(self, bound: Any) -> None:
        if np.isfinite(bound) and (bound - self._bound) * self.model.sense > 0:
            self._bound = float(bound)


def objective_of(model: CompiledModel, values: Floats) -> float:
    """Return ``offset + cost x``."""
    return float(model.offset + model.cost @ values)


def violation(model: CompiledModel, values: Floats) -> float:
    """Return the largest amount by which a solution breaks a row, a bound or integrality."""
    activity = model.activity(values)
    integers = values[model.integrality == 1]
    amounts = [
        model.row_lower - activity,
        activity - model.row_upper,
        model.col_lower - values,
        values - model.col_upper,
        np.abs(integers - np.round(integers)),
    ]
    return max(0.0, *(float(amount.max()) for amount in amounts if amount.size)) if len(values) else 0.0
