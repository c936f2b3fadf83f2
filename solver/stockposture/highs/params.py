"""How HiGHS is to be run."""

from dataclasses import dataclass
from enum import StrEnum

#: HiGHS corrupts its heap at 1e-9 (seen on 1.15.1); nothing below this is passed on.
LEAST_TOLERANCE = 1e-8

OptionValue = bool | int | float | str


class Presolve(StrEnum):
    """Whether HiGHS simplifies the model first."""

    CHOOSE = "choose"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True)
class HighsParams:
    """Parameters of one solve.

    Parameters
    ----------
    mip_gap
        Stop when ``|objective - bound| <= mip_gap * |objective|``.
    mip_abs_gap
        Stop when ``|objective - bound|`` is at most this, in units of the objective.
    time_limit
        Most seconds HiGHS may search; ``None``: no limit.
    threads
        Threads of HiGHS; a session starts a new worker when this changes, since HiGHS cannot change it.
    seed
        Seed of HiGHS.
    presolve
        Whether HiGHS simplifies the model first.
    options
        Further HiGHS options as ``(name, value)``; each is read back, unknown names and values are refused.

    Raises
    ------
    ValueError
        If a value is out of range; all faults are named at once.
    """

    mip_gap: float = 1e-4
    mip_abs_gap: float = 1e-6
    time_limit: float | None = None
    threads: int = 1
    seed: int = 0
    presolve: Presolve = Presolve.CHOOSE
    options: tuple[tuple[str, OptionValue], ...] = ()

    def __post_init__(self) -> None:
        rules = [
            (0 <= self.mip_gap < 1, f"mip_gap {self.mip_gap!r} must be in [0, 1)"),
            (
                0 <= self.mip_abs_gap < float("inf"),
                f"mip_abs_gap {self.mip_abs_gap!r} must be finite and 0 or more",
            ),
            (
                self.time_limit is None or 0 < self.time_limit < float("inf"),
                f"time_limit {self.time_limit!r} must be finite and above 0; None is no limit",
            ),
            (1 <= self.threads <= 1024, f"threads {self.threads!r} must be 1 to 1024"),
            (0 <= self.seed < 2**31, f"seed {self.seed!r} must be 0 to 2**31 - 1"),
            (
                self.presolve in tuple(Presolve),
                f"presolve {self.presolve!r} must be one of {[*map(str, Presolve)]}",
            ),
        ]
        faults = [fault for holds, fault in rules if not holds]
        own = {name for name, _ in self.highs_options()[: -len(self.options) or None]}
        for name, value in self.options:
            if name in own:
                faults.append(f"option {name!r} is set by a parameter of its own")
            if name.endswith("_tolerance") and not float(value) >= LEAST_TOLERANCE:
                faults.append(f"{name} {value!r} must be {LEAST_TOLERANCE} or more: HiGHS breaks below it")
        if faults:
            raise ValueError("; ".join(faults))

    def highs_options(self) -> list[tuple[str, OptionValue]]:
        """Return every option to set, in HiGHS's names."""
        limit = [] if self.time_limit is None else [("time_limit", float(self.time_limit))]
        return [
            ("threads", self.threads),
            ("random_seed", self.seed),
            ("presolve", str(self.presolve)),
            ("mip_rel_gap", float(self.mip_gap)),
            ("mip_abs_gap", float(self.mip_abs_gap)),
            *limit,
            *self.options,
        ]
