"""Everything that can go wrong, with the exit code a pipeline sees.

Every message says what was found, where, and what to do about it.
"""

import copyreg
from collections.abc import Sequence
from typing import Any, ClassVar

from stockposture_models.findings import Finding, listed


class StockpostureError(Exception):
    """Base of all errors raised on purpose; ``exit_code`` is what the command line returns."""

    exit_code: ClassVar[int] = 1

    def __reduce__(self) -> tuple[Any, ...]:
        # As it is, not by a second call of ``__init__`` with the message: it may come from a worker process.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class BadInputError(StockpostureError):
    """The tables cannot be used; ``findings`` lists every fault at once."""

    exit_code: ClassVar[int] = 3

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        faults = [finding for finding in self.findings if finding.is_fault]
        noun = "fault" if len(faults) == 1 else "faults"
        super().__init__(f"{len(faults):,} {noun} in the input:\n{listed(faults)}")


class NoPlanFitsError(StockpostureError):
    """No plan keeps every limit; ``shortfalls`` has a record per limit that cannot hold."""

    exit_code: ClassVar[int] = 4

    def __init__(self, message: str, shortfalls: Sequence[dict[str, object]]) -> None:
        self.shortfalls = tuple(shortfalls)
        super().__init__(message)


class StoppedWithoutPlanError(StockpostureError):
    """The solver stopped (time, memory, fault) before it had any plan."""

    exit_code: ClassVar[int] = 6


class SolverFaultError(StoppedWithoutPlanError):
    """The solver ended in a way that its input does not explain."""


class VerificationError(StockpostureError):
    """The independent verifier disagrees with the plan; nothing is written."""

    exit_code: ClassVar[int] = 7

    def __init__(self, discrepancies: Sequence[str]) -> None:
        self.discrepancies = tuple(discrepancies)
        super().__init__(
            f"the plan failed verification in {len(self.discrepancies)} places:\n" + "\n".join(self.discrepancies)
        )


class FileFaultError(StockpostureError):
    """A file, folder or database could not be read or written."""

    exit_code: ClassVar[int] = 8
