"""Governance rules, read and applied anew from the settings' text: no code of the optimiser's is used."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stockposture.verify.differences import Broken, Flags, Floats, spelt_out
from stockposture.verify.facts import Known
from stockposture_models.tables.case import Case

_PIECE = re.compile(r"""\(|\)|"[^"]*"|'[^']*'|[<>=!]=?|[\w.+-]+""")
_BINDING = {"or": 1, "and": 2, "not": 3}


@dataclass(frozen=True)
class UnderRules:
    """A case as its rules leave it; n items, r rules.

    Parameters
    ----------
    case
        The case, ``allowed_postures`` and ``min_buffer`` as the rules leave them.
    names
        (r,) the rules.
    applies
        (r, n) which of them each item is under.
    """

    case: Case
    names: tuple[str, ...]
    applies: Flags


def under_rules(case: Case) -> UnderRules:
    """Return a whole case as its governance rules leave it."""
    rules, count = case.settings.governance, len(case.items)
    applies = np.zeros((len(rules), count), dtype=np.bool_)
    if not rules:
        return UnderRules(case, (), applies)
    known = Known(case)
    least = case.items["min_buffer"].to_numpy(dtype=np.float64)
    mean = case.items["demand_mean"].to_numpy(dtype=np.float64)
    allowed = case.items["allowed_postures"]
    for number, rule in enumerate(rules):
        mine = applies[number] = _who(rule.when, known)
        for posture in rule.not_:
            shorter = ("|" + allowed + "|").str.replace(f"|{posture.value}|", "|", regex=False).str.strip("|")
            allowed = allowed.where(~mine, shorter)
        if rule.survive is not None:
            days: Floats | float = known.time_to_recover if isinstance(rule.survive, str) else rule.survive
            least = np.where(mine, np.maximum(least, days * mean), least)
    items = case.items.assign(allowed_postures=allowed, min_buffer=least)
    return UnderRules(case.replace(items=items, digest=case.digest), tuple(rule.name for rule in rules), applies)


def unnamed_rules(rows: pd.DataFrame, under: UnderRules) -> list[Broken]:
    """Return items whose reason does not name a rule they are under; rows in the order of the case's items."""
    reason, sku = rows["reason"], rows["sku"]
    said: list[Broken] = []
    for name, mine in zip(under.names, under.applies, strict=True):

        def say(row: int, name: str = name) -> str:
            return f"{sku.iloc[row]}: reason: does not name the governance rule {name!r}"

        unnamed = mine & ~reason.str.contains(f'"{name}"', regex=False).to_numpy(dtype=np.bool_)
        said.append(spelt_out(unnamed, say, "reason"))
    return said


def _who(text: str, facts: Known) -> Flags:
    """Return for which items a condition holds, (n,), by two stacks: of what is known, and of words still to do."""
    everybody = np.ones(len(facts.case.items), dtype=np.bool_)
    if not text.strip():
        return everybody
    known: list[Flags] = []
    waiting: list[str] = []

    def do(word: str) -> None:
        last = known.pop()
        known.append(~last if word == "not" else last & known.pop() if word == "and" else last | known.pop())

    pieces = _PIECE.findall(text)
    while pieces:
        piece = pieces.pop(0)
        word = piece.lower()
        if word in _BINDING:
            # A word waits while what binds closer has not been done; a not binds what comes after it.
            while word != "not" and waiting and _BINDING.get(waiting[-1], 0) >= _BINDING[word]:
                do(waiting.pop())
            waiting.append(word)
        elif piece == "(":
            waiting.append(piece)
        elif piece == ")":
            while waiting[-1] != "(":
                do(waiting.pop())
            waiting.pop()
        else:
            known.append(_compared(facts.fact(piece), pieces.pop(0), pieces.pop(0)) & everybody)
    while waiting:
        do(waiting.pop())
    return known[0]


def _compared(fact: Any, sign: str, value: str) -> Flags:
    other = value[1:-1] if value[0] in "\"'" else float(value)
    less, same = (fact < other, fact == other) if isinstance(other, float) else (False, fact == other)
    more = fact > other if isinstance(other, float) else False
    answer = {"==": same, "<": less, ">": more, "<=": less | same, ">=": more | same}.get(sign)
    return np.asarray(fact != other if answer is None else answer, dtype=np.bool_)
