"""Cell values as the text a person would have typed."""

import datetime as dt

#: What calamine gives for a cell; a blank is ``""``.
Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

#: Beyond this a float does not tell whole numbers apart, and Excel keeps 15 digits.
LARGEST_EXACT = 1e15


def text_of(value: Value, decimal: str = ".") -> str:
    """Return a cell as text, numbers with the given decimal mark.

    >>> [text_of(value) for value in ("007", 7.0, 0.25, True, dt.date(2024, 5, 1))]
    ['007', '7', '0.25', 'TRUE', '2024-05-01']
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return (
            str(int(value)) if value.is_integer() and abs(value) < LARGEST_EXACT else repr(value).replace(".", decimal)
        )
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.timedelta):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def kind_of(value: Value) -> str:
    """Return what a person would call a cell that is not text, or ``""``.

    >>> kind_of(7.0), kind_of(True), kind_of(dt.date(2024, 5, 1)), kind_of("7")
    ('number', 'TRUE/FALSE value', 'date', '')
    """
    if isinstance(value, str):
        return ""
    if isinstance(value, bool):
        return "TRUE/FALSE value"
    return "number" if isinstance(value, int | float) else "date"
