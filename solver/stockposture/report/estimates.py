"""Estimates with their intervals, as people write them."""

import math

from stockposture.report.figures import amount

#: Decimals of an amount and of a percentage at most.
_MOST_DECIMALS = 4
#: Half-widths below this are shown as none.
_LEAST = 0.5 * 10**-_MOST_DECIMALS


def spread(half_width: float) -> str:
    """Return a half-width to the digits that say something; nothing where there is none.

    >>> spread(1234.0), spread(61.4), spread(0.0344), spread(0.0123), spread(1e-13), spread(float("nan"))
    ('1,200', '61', '0.03', '0.012', '0', '')
    """
    if not math.isfinite(half_width):
        return ""
    if half_width < _LEAST:
        return "0"
    if half_width >= 10:
        return amount(float(f"{half_width:.2g}"))
    return _fixed(half_width, _decimals(half_width))


def measured(value: float, half_width: float) -> str:
    """Return a value to as many decimals as its half-width has.

    >>> measured(1234567.8, 4321.0), measured(258.26, 0.5), measured(4.37812, 0.0344), measured(4.37812, 0.0)
    ('1,234,568', '258.3', '4.38', '4.378')
    """
    if not math.isfinite(value):
        return ""
    if not half_width >= (0.05 if abs(value) >= 99.995 else _LEAST) or not math.isfinite(half_width):
        return amount(value)
    return _fixed(value, _decimals(half_width))


def percentage(part: float, half_width: float) -> str:
    """Return a part of a whole as a percentage, to as many decimals as its half-width has.

    >>> percentage(0.99922, 0.0000345), percentage(0.5, 0.02), percentage(1.0, 0.0), percentage(0.123456, 0.0)
    ('99.922 %', '50 %', '100 %', '12.35 %')
    """
    if not math.isfinite(part):
        return ""
    if not 100 * half_width >= _LEAST or not math.isfinite(half_width):
        return f"{100 * part:.2f}".rstrip("0").rstrip(".") + " %"
    return _fixed(100 * part, _decimals(100 * half_width)) + " %"


def percentage_spread(half_width: float) -> str:
    """Return the half-width of a percentage in the same way.

    >>> percentage_spread(0.0000345), percentage_spread(0.02), percentage_spread(1e-9)
    ('0.003 %', '2 %', '0 %')
    """
    if not math.isfinite(half_width):
        return ""
    value = 100 * half_width
    return (_fixed(value, _decimals(value)) if value >= _LEAST else "0") + " %"


def off_by(promised: float, simulated: float) -> str:
    """Return how far a promise is from what was simulated, as a signed percentage of the latter.

    >>> off_by(102.0, 100.0), off_by(88.0, 100.0), off_by(1.0, 0.0), off_by(0.0, 0.0), off_by(100.0004, 100.0)
    ('+2.0 %', '-12 %', '', '0 %', '0 %')
    """
    if promised == simulated:
        return "0 %"
    if simulated == 0 or not math.isfinite(promised) or not math.isfinite(simulated):
        return ""
    value = 100 * (promised - simulated) / abs(simulated)
    if abs(value) < 0.005:
        return "0 %"
    return f"{value:+,.0f} %" if abs(value) >= 9.95 else f"{value:+.{1 if abs(value) >= 0.095 else 2}f} %"


def _decimals(half_width: float) -> int:
    """Return the decimals that show one digit of a half-width, two where the first is a 1."""
    exponent = math.floor(math.log10(half_width))
    leading = half_width / 10.0**exponent
    return min(_MOST_DECIMALS, max(0, (1 if leading < 2 else 0) - exponent))


def _fixed(value: float, decimals: int) -> str:
    return f"{round(value, decimals) + 0.0:,.{decimals}f}"
