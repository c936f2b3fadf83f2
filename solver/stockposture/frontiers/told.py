"""Progress with what is being planned in front of the stage."""

from stockposture.planning.clock import Progress


class Told:
    """Passes progress on, with the words of the current part in front.

    Parameters
    ----------
    progress
        Who watches, if anybody.
    """

    def __init__(self, progress: Progress | None) -> None:
        self.part = ""
        self._progress = progress

    def __call__(self, stage: str, gap: float | None) -> None:
        """Pass a stage on."""
        if self._progress is not None:
            self._progress(f"{self.part}: {stage}" if self.part else stage, gap)
