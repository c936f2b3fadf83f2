"""Numbers as people write them: plain digits, with a letter for their size."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

#: Plain digits only: ``float`` would also take 1_000, nan, infinity and digits of other scripts.
_NUMBER = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]{1,4})?) ?([a-z%]?)", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """A number as it may be written.

    Parameters
    ----------
    name
        What it is, for messages.
    examples
        How it may be written.
    powers
        Letter to power of ten, ``{"k": 3}``.
    words
        Words that stand for a number.
    least, below
        The least it may be, and what it must stay below.
    """

    name: str
    examples: str
    powers: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)
    least: float = 0.0
    below: float = math.inf

    def number(self, text: str) -> float:
        """Return the number a text stands for.

        Raises
        ------
        ValueError
            It is written in another way, or out of range; the message says how and quotes it.

        Examples
        --------
        >>> AMOUNT.number("2.3M"), AMOUNT.number("none")
        (2300000.0, inf)
        """
        text = text.strip()
        if text.lower() in self.words:
            return self.words[text.lower()]
        match = _NUMBER.fullmatch(text)
        power = None if match is None else {"": 0, **self.powers}.get(match[2].lower())
        if match is None or power is None:
            raise ValueError(f"{text!r} is not {self.name}; write e.g. {self.examples}")
        # By way of decimals: 2.3M is 2300000, not 2299999.9999999995.
        number = float(Decimal(match[1]).scaleb(power))
        if number < self.least:
            raise ValueError(f"{text!r} is too small; it must be {self.least:g} or more")
        if number >= self.below:
            bound = f"it must be below {self.below:g}" if math.isfinite(self.below) else "no computer holds it"
            raise ValueError(f"{text!r} is too large; {bound}")
        return number


#: A cap; ``none`` is no cap, whatever the case says.
AMOUNT = Written("an amount", "2500000, 2.5M, 800k or none", {"k": 3, "m": 6, "b": 9}, {"none": math.inf})
#: A part of something else, above 0; it may be more than all of it.
PERCENT = Written("a part", "60%", {"%": -2}, least=1e-6)
