"""What can go wrong between us and HiGHS."""

from collections.abc import Sequence

from stockposture_models.errors import StockpostureError, StoppedWithoutPlanError


class UnfitModelError(StockpostureError):
    """The model holds numbers that HiGHS would misread; ``faults`` names every component concerned."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        noun = "number" if len(self.faults) == 1 else "numbers"
        super().__init__(
            f"the model has {len(self.faults)} {noun} that HiGHS would misread:\n" + "\n".join(self.faults)
        )


class HighsRefusedError(StockpostureError):
    """HiGHS, or our check of what it holds, refused the version, an option or the model."""


class WorkerDiedError(StoppedWithoutPlanError):
    """The solver's process ended before it had any solution."""
