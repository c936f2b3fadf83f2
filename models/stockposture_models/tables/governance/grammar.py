"""The conditions of governance rules: comparisons joined by ``and``, ``or``, ``not`` and brackets.

::

    condition  = all_of { "or" all_of }
    all_of     = one { "and" one }
    one        = "not" one | "(" condition ")" | name comparison value
    comparison = "==" | "!=" | "<" | "<=" | ">" | ">="
    value      = number | "text" | 'text'

Read by hand, letter by letter: nothing of a rule is ever run as a program.
"""

import re
from dataclasses import dataclass
from typing import NoReturn

from stockposture_models.tables.close import closest
from stockposture_models.tables.governance.facts import FACTS

#: Brackets and nots within one another; deeper is a slip of the pen, and would overrun the reader.
DEEPEST = 30
LONGEST = 500

COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")
_WORDS = ("and", "or", "not")
_TOKEN = re.compile(
    r"\s*(?:(?P<comparison>==|!=|<=|>=|<|>)|(?P<bracket>[()])"
    r"|(?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)(?![\w.])"
    r"|(?P<text>\"[^\"]*\"|'[^']*')|(?P<name>[A-Za-z_][A-Za-z_0-9]*))"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A fact held against a value."""

    name: str
    comparison: str
    value: float | str


@dataclass(frozen=True, slots=True)
class Negation:
    """What does not hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Junction:
    """What holds if all of its parts do, or any of them."""

    is_all: bool
    parts: "tuple[Condition, ...]"


Condition = Comparison | Negation | Junction


def read_condition(text: str) -> Condition | None:
    """Return what a condition says; ``None`` for a blank one, which holds for every item.

    Raises
    ------
    ValueError
        What is wrong with it and where, with the nearest known name.

    Examples
    --------
    >>> read_condition("criticality >= 4")
    Comparison(name='criticality', comparison='>=', value=4.0)
    >>> read_condition("critcality >= 4")
    Traceback (most recent call last):
    ...
    ValueError: 'critcality' is nothing known of an item: did you mean 'criticality'?
    """
    if len(text) > LONGEST:
        raise ValueError(f"the condition has {len(text)} characters, {LONGEST} at most: make two rules of it")
    if not text.strip():
        return None
    reader = _Reader(_tokens(text))
    condition = reader.any_of(0)
    reader.require_end()
    return condition


def _tokens(text: str) -> list[tuple[str, str]]:
    """Return kind and text of each token."""
    tokens: list[tuple[str, str]] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            rest = text[at:end].strip()
            hint = "; write == for equal" if rest.startswith("=") else ""
            raise ValueError(f"{rest!r} cannot be read{hint}")
        kind = str(match.lastgroup)
        word = match[kind]
        if kind == "name" and word.lower() in _WORDS:
            kind, word = "word", word.lower()
        tokens.append((kind, word))
        at = match.end()
    return tokens


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0

    def any_of(self, depth: int) -> Condition:
        parts = [self.all_of(depth)]
        while self._takes("word", "or"):
            parts.append(self.all_of(depth))
        return parts[0] if len(parts) == 1 else Junction(is_all=False, parts=tuple(parts))

    def all_of(self, depth: int) -> Condition:
        parts = [self.one(depth)]
        while self._takes("word", "and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else Junction(is_all=True, parts=tuple(parts))

    def one(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise ValueError(f"more than {DEEPEST} brackets and nots within one another")
        if self._takes("word", "not"):
            return Negation(self.one(depth + 1))
        if self._takes("bracket", "("):
            inner = self.any_of(depth + 1)
            if not self._takes("bracket", ")"):
                self._refuse("a closing bracket")
            return inner
        return self._comparison()

    def require_end(self) -> None:
        if self.at < len(self.tokens):
            self._refuse("and, or, or the end of the condition")

    def _comparison(self) -> Comparison:
        name = self._next("name", "the name of a fact, e.g. criticality")
        if name not in FACTS:
            near = closest(name, FACTS)
            known = f"did you mean {near!r}?" if near else f"known are {', '.join(FACTS)}"
            raise ValueError(f"{name!r} is nothing known of an item: {known}")
        comparison = self._next("comparison", f"one of {' '.join(COMPARISONS)} after {name}")
        kind, word = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        if kind not in ("number", "text"):
            self._refuse(f"a number or a text in quotes after {name} {comparison}")
        self.at += 1
        value = float(word) if kind == "number" else word[1:-1]
        _check_value(name, comparison, value)
        return Comparison(name, comparison, value)

    def _takes(self, kind: str, word: str) -> bool:
        taken = self.at < len(self.tokens) and self.tokens[self.at] == (kind, word)
        self.at += taken
        return taken

    def _next(self, kind: str, wanted: str) -> str:
        if self.at >= len(self.tokens) or self.tokens[self.at][0] != kind:
            self._refuse(wanted)
        self.at += 1
        return self.tokens[self.at - 1][1]

    def _refuse(self, wanted: str) -> NoReturn:
        found = f"{self.tokens[self.at][1]!r} stands" if self.at < len(self.tokens) else "the condition ends"
        raise ValueError(f"{found} where {wanted} is wanted")


def _check_value(name: str, comparison: str, value: float | str) -> None:
    fact = FACTS[name]
    if fact.is_text != isinstance(value, str):
        wanted = 'a text in quotes, e.g. "A"' if fact.is_text else "a number without quotes"
        raise ValueError(f"{name} is compared with {value!r}: give {wanted}")
    if fact.is_text and comparison not in ("==", "!="):
        raise ValueError(f"{name} is text: compare it by == or !=, not by {comparison}")
    if fact.choices and value not in fact.choices:
        near = closest(str(value), fact.choices, 0.6)
        meant = f"; did you mean {near!r}?" if near else ""
        raise ValueError(f"{name} is never {value!r}; it is one of {', '.join(fact.choices)}{meant}")
