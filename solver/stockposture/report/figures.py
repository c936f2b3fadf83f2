"""Figures as people read them."""

#: Percentages below this are only said to be below it.
_LEAST_PERCENT = 1e-4


def percent(part: float) -> str:
    """Return a part as a percentage with enough digits to tell it from 0.

    >>> percent(0.0000123), percent(0.25), percent(0.0), percent(2.5), percent(3e-9)
    ('0.0012 %', '25 %', '0 %', '250 %', 'under 0.0001 %')
    """
    value = 100 * part
    if 0 < value < _LEAST_PERCENT:
        return f"under {_LEAST_PERCENT:.4f} %"
    return f"{value:,.0f} %" if abs(value) >= 9.95 else f"{value:.2g} %"


def amount(value: float) -> str:
    """Return an amount: whole from 100 on, four digits below.

    >>> amount(1234567.8), amount(4.37812), amount(0.0), amount(99.996)
    ('1,234,568', '4.378', '0', '100')
    """
    return f"{value:,.0f}" if abs(value) >= 99.995 else f"{value:,.4g}"


def counted(count: int, noun: str) -> str:
    """Return how many there are.

    >>> counted(1, "item"), counted(12_000, "item")
    ('1 item', '12,000 items')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
