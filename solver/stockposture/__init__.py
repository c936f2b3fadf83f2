"""Just-in-time or just-in-case, item by item, under capital and space limits, with a proven gap.

>>> from stockposture import Case, simulate, solve
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stockposture.api import (
        Backtest,
        Case,
        Comparison,
        Explanation,
        Frontier,
        Plan,
        Profile,
        Segmentation,
        Simulation,
        Stress,
        backtest,
        baseline,
        compare,
        explain,
        frontier,
        price,
        profile,
        segment,
        simulate,
        solve,
        solve_caps,
        stress,
    )
    from stockposture.simulation.stress.scenario import Scenario
    from stockposture_models.errors import (
        BadInputError,
        FileFaultError,
        NoPlanFitsError,
        StockpostureError,
        StoppedWithoutPlanError,
        VerificationError,
    )

__all__ = [
    "Backtest",
    "BadInputError",
    "Case",
    "Comparison",
    "Explanation",
    "FileFaultError",
    "Frontier",
    "NoPlanFitsError",
    "Plan",
    "Profile",
    "Scenario",
    "Segmentation",
    "Simulation",
    "StockpostureError",
    "StoppedWithoutPlanError",
    "Stress",
    "VerificationError",
    "backtest",
    "baseline",
    "compare",
    "explain",
    "frontier",
    "price",
    "profile",
    "segment",
    "simulate",
    "solve",
    "solve_caps",
    "stress",
]


def __getattr__(name: str) -> Any:
    """Import the public names when first used: the command line's ``--help`` needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "stockposture_models.errors" if name.endswith("Error") else "stockposture.api"
    return getattr(import_module(module), name)


def __dir__() -> list[str]:
    """Name what can be imported, for completion."""
    return __all__
