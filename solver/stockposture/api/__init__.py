"""The Python interface: tables in, values with words and files out.

The classes only add reading, writing and words to those of the models and the verbs, which touch no files. What is not
used is not loaded.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stockposture.api.backtests import Backtest, backtest
    from stockposture.api.cases import Case
    from stockposture.api.comparisons import Comparison, compare
    from stockposture.api.explanations import Explanation, explain
    from stockposture.api.frontiers import Frontier, frontier
    from stockposture.api.plans import Plan, solve, solve_caps
    from stockposture.api.priced import baseline, price
    from stockposture.api.profiles import Profile, profile
    from stockposture.api.segmentations import Segmentation, segment
    from stockposture.api.simulations import Simulation, simulate
    from stockposture.api.stresses import Stress, stress
    from stockposture.simulation.stress.scenario import Scenario

#: Public name to the module that holds it. None is named like a verb: it would hide the function.
_HOME = {
    "Backtest": "backtests",
    "Case": "cases",
    "Comparison": "comparisons",
    "Explanation": "explanations",
    "Frontier": "frontiers",
    "Plan": "plans",
    "Profile": "profiles",
    "Scenario": "stresses",
    "Segmentation": "segmentations",
    "Simulation": "simulations",
    "Stress": "stresses",
    "backtest": "backtests",
    "baseline": "priced",
    "compare": "comparisons",
    "explain": "explanations",
    "frontier": "frontiers",
    "price": "priced",
    "profile": "profiles",
    "segment": "segmentations",
    "simulate": "simulations",
    "solve": "plans",
    "solve_caps": "plans",
    "stress": "stresses",
}

__all__ = [
    "Backtest",
    "Case",
    "Comparison",
    "Explanation",
    "Frontier",
    "Plan",
    "Profile",
    "Scenario",
    "Segmentation",
    "Simulation",
    "Stress",
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
    """Import a public name when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """Name what can be imported, for completion."""
    return __all__
