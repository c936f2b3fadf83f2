"""Just-in-time or just-in-case, item by item, under capital and space limits, with a proven gap.

>>> from stockposture import Case, solve
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stockposture.api import Case, Plan, solve

__all__ = ["Case", "Plan", "solve"]


def __getattr__(name: str) -> Any:
    """Import the public names when first used: the command line's ``--help`` needs none of them."""
    if name in __all__:
        from stockposture import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
