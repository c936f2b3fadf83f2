"""One number as people write it: what it means, what was mended, or why it is refused.

The column checks parse well-formed numbers wholesale and come here only for the distinct texts that are
left over.
"""

import math
import re
from dataclasses import dataclass

from stockposture_models.tables.column_spec import ColumnSpec

#: A well-formed number with ``.`` as decimal mark; ASCII digits only.
WELL_FORMED = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"

_WELL_FORMED = re.compile(WELL_FORMED)
_NO_BREAK = "\u00a0\u2007\u2009\u202f"
_NO_BREAK_GROUPS = re.compile(rf"^[+-]?\d{{1,3}}([{_NO_BREAK}]\d{{3}})+([.,]\d+)?$", re.ASCII)
_FULL_WIDTH = {0xFF10 + digit: ord("0") + digit for digit in range(10)} | {
    0xFF0B: ord("+"),
    0xFF0C: ord(","),
    0xFF0D: ord("-"),
    0xFF0E: ord("."),
    0xFF05: ord("%"),
}
_GROUPED = {
    ".": re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$", re.ASCII),
    ",": re.compile(r"^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$", re.ASCII),
}
_NOT_FINITE = {"nan", "inf", "infinity", "na", "n/a", "#n/a", "null", "none"}
_FLAG_WORDS = {"true", "false", "yes", "no"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text means as a number.

    Parameters
    ----------
    value
        The number; ``nan`` if refused.
    problem
        What is wrong, or what was mended; empty for a plain number.
    remedy
        What to write instead; empty if accepted.
    """

    value: float
    problem: str = ""
    remedy: str = ""

    @property
    def refused(self) -> bool:
        """Whether the text is not a usable number."""
        return math.isnan(self.value)


def _refused(problem: str, remedy: str) -> Reading:
    return Reading(math.nan, problem, remedy)


def _mended(text: str) -> tuple[str, list[str]]:
    """Return the text with odd characters made plain, and what was made plain."""
    mended = []
    plain = text
    if "\u2212" in plain:
        plain = plain.replace("\u2212", "-")
        mended.append("the minus sign U+2212 read as -")
    bare = plain.strip(_NO_BREAK + " \t\r\n")
    if _NO_BREAK_GROUPS.match(bare):
        bare = re.sub(f"[{_NO_BREAK}]", "", bare)
    if any(mark in plain for mark in _NO_BREAK) and not any(mark in bare for mark in _NO_BREAK):
        mended.append("no-break space dropped")
    return bare, mended


def _why_refused(text: str, decimal: str, *, rate: bool) -> Reading:
    """Say why a text is no number of a column, which may be one of rates: the first reason that holds."""
    lowered = text.lower()
    bare = text.removesuffix("%").rstrip() if rate else text
    other = "," if decimal == "." else "."
    ungrouped = text.replace(other, "")
    perhaps = f", or if {other!r} is the decimal mark use --decimal {other}" if text.count(other) == 1 else ""
    symbols = any(not (char.isalnum() or char in ".,+- ") for char in bare)
    reasons = (
        (
            lowered.lstrip("+-") in _NOT_FINITE,
            "is not a finite number",
            "give a number, or leave an optional cell blank",
        ),
        (lowered in _FLAG_WORDS, "is true/false, not a number", "give a number"),
        (
            text != text.translate(_FULL_WIDTH),
            "is written in full-width characters",
            f"write {text.translate(_FULL_WIDTH)}",
        ),
        (
            text.endswith("%") and not rate,
            "is a percentage, but this column is not a rate",
            "give the plain number",
        ),
        (
            text.startswith("(") and text.endswith(")"),
            "is written in brackets",
            f"write -{text[1:-1]} if it is negative",
        ),
        (
            _GROUPED[decimal].match(bare) is not None,
            f"has a thousands separator {other!r}",
            f"write {ungrouped}{perhaps}",
        ),
        (
            decimal == "." and _WELL_FORMED.match(bare.replace(",", ".", 1)) is not None,
            "has a decimal comma",
            f"write {text.replace(',', '.')} or use --decimal ,",
        ),
        (
            decimal == "," and "." in text and _WELL_FORMED.match(bare) is not None,
            "has a decimal point where --decimal , was asked for",
            f"write {text.replace('.', ',')}",
        ),
        ("_" in text, "has an underscore", f"write {text.replace('_', '')}"),
        (symbols, "is not a number: it has a currency sign or another symbol", "write the number alone"),
    )
    for holds, problem, remedy in reasons:
        if holds:
            return _refused(problem, remedy)
    return _refused("is not a number", "write digits only, e.g. 1200.5")


def read_number(text: str, spec: ColumnSpec, decimal: str = ".") -> Reading:
    """Read one text as a number of a column.

    Parameters
    ----------
    text
        The cell; not blank.
    spec
        The column; a rate may be written as a percentage.
    decimal
        Decimal mark, ``.`` or ``,``.

    Examples
    --------
    >>> from stockposture_models.tables.column_spec import specs_of
    >>> from stockposture_models.tables.offer import Offer
    >>> read_number("95%", specs_of(Offer)["max_share"])
    Reading(value=0.95, problem='percentage read as a fraction', remedy='')
    >>> read_number("1,200", specs_of(Offer)["moq"]).remedy
    "write 1200, or if ',' is the decimal mark use --decimal ,"
    """
    plain, mended = _mended(text)
    number = plain
    percentage = spec.rate and plain.endswith("%")
    if percentage:
        number = plain[:-1].rstrip(" " + _NO_BREAK)
        mended.append("percentage read as a fraction")
    if decimal == "," and "." not in number:
        number = number.replace(",", ".")
    elif decimal == ",":
        return _why_refused(plain, decimal, rate=spec.rate)
    if not _WELL_FORMED.match(number):
        return _why_refused(plain, decimal, rate=spec.rate)
    value = float(number)
    if math.isinf(value):
        remedy = "give a number below 1e300, or leave an optional cell blank"
        return _refused("is too large for a number", remedy)
    if percentage:
        # Dividing the decimal text, not the binary number: 7% is 0.07, not 0.07000000000000001.
        value = float(f"{number}e-2") if "e" not in number.lower() else value / 100
    return Reading(value, "; ".join(mended))
