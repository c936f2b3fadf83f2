"""Figures on the axes of pictures, as people write them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axis import Axis

_SIZES = ((1e12, 1e12, "T"), (1e9, 1e9, "B"), (1e6, 1e6, "M"), (1e4, 1e3, "k"))


def short_amount(value: float) -> str:
    """Return an amount in four digits at most, large ones with the letters that options take: k, M, B.

    >>> [short_amount(value) for value in (0, 0.05, 7.5, 1234, 12500, 830_000, 2.5e6, -3e9)]
    ['0', '0.05', '7.5', '1,234', '12.5k', '830k', '2.5M', '-3B']
    >>> short_amount(999_999), short_amount(999_949), short_amount(9_999.7), short_amount(3e-7)
    ('1M', '999.9k', '10k', '3e-07')
    """
    for start, size, letter in _SIZES:
        if abs(value) >= start * 0.99995:
            return f"{value / size:,.4g}{letter}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def tick(value: float, position: float = 0.0) -> str:  # noqa: ARG001 - matplotlib's signature
    """Return the words of a tick: :func:`short_amount`, and no minus before 0.

    >>> tick(0.1 + 0.2), tick(-0.0)
    ('0.3', '0')
    """
    return short_amount(value + 0.0)


def few_ticks(axis: "Axis", most: int, *, whole: bool = False) -> None:
    """Put a few ticks on an axis with equal steps.

    Parameters
    ----------
    axis
        The axis.
    most
        Steps at most.
    whole
        Whole numbers only: counts.
    """
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=most, integer=whole))
    axis.set_major_formatter("{x:,.0f}" if whole else tick)
