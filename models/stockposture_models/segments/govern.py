"""Governance rules applied: what they leave an item in postures and buffers, and where they leave nothing."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.segments.facts import Facts
from stockposture_models.segments.holds import where_holds
from stockposture_models.tables.bands import buffer_bounds
from stockposture_models.tables.case import Case
from stockposture_models.tables.governance.rule import Rule
from stockposture_models.tables.posture_name import PostureName

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

POSTURES = tuple(PostureName)


@dataclass(frozen=True)
class Governed:
    """A case under its governance rules; n items, r rules.

    Parameters
    ----------
    case
        The case with ``allowed_postures`` and ``min_buffer`` tightened; its digest and findings are those of the case
        as given.
    applies
        (r, n) which rules each item is under.
    """

    case: Case
    applies: Flags

    @property
    def rules(self) -> tuple[Rule, ...]:
        """(r,) the rules."""
        return self.case.settings.governance


def govern(case: Case, facts: Facts | None = None) -> Governed:
    """Apply the governance rules of a case.

    A rule's ``not`` takes postures from what an item is allowed; its ``survive`` raises the least buffer to mu R with
    R the days it names, or the longest single outage that can strike one of the item's suppliers. Rules only narrow.

    Parameters
    ----------
    case
        The case.
    facts
        Its facts, if they have been looked at already.

    Raises
    ------
    BadInputError
        Items that rules leave without any posture, or without any buffer; all of them, with the rules' names.
    """
    rules, items = case.settings.governance, case.items
    if not rules:
        return Governed(case, np.zeros((0, len(items)), dtype=np.bool_))
    facts = Facts(case) if facts is None else facts
    applies = np.stack([where_holds(rule.when, facts) for rule in rules])
    given = _allowed(items["allowed_postures"])
    allowed = given.copy()
    least = items["min_buffer"].to_numpy(dtype=np.float64, copy=True)
    mean = items["demand_mean"].to_numpy(dtype=np.float64)
    for rule, mine in zip(rules, applies, strict=True):
        for posture in rule.not_:
            allowed[mine, POSTURES.index(posture)] = False
        if rule.survive is not None:
            days = np.maximum(least, mean * _days(rule, facts))
            least = np.where(mine, days, least)
    words = _words(items["allowed_postures"], given, allowed)
    tightened = case.replace(items=items.assign(allowed_postures=words, min_buffer=least), digest=case.digest)
    _require_room(case, tightened, allowed, applies, facts)
    return Governed(tightened, applies)


def rule_names(governed: Governed) -> pd.Series:
    """Return the names of the rules each item is under, (n,), separated by ``|``."""
    return picked([rule.name for rule in governed.rules], governed.applies, "|")


def picked(words: list[str], applies: Flags, separator: str) -> pd.Series:
    """Return the words that apply to each item, (n,), joined; few combinations are put into words once each.

    Parameters
    ----------
    words
        One a rule.
    applies
        (r, n) which of them apply.
    separator
        What stands between two.
    """
    if not words:
        return pd.Series(pd.array([""], dtype="str").take(np.zeros(applies.shape[1], dtype=np.int64)))
    # As numbers: sorting rows of flags takes a hundred times as long.
    code = (1 << np.arange(len(words), dtype=np.int64)) @ applies
    kinds, place = np.unique(code, return_inverse=True)
    texts = [
        separator.join(word for at, word in enumerate(words) if kind >> at & 1) for kind in kinds.astype(int).tolist()
    ]
    return pd.Series(pd.array(texts, dtype="str").take(place.ravel()))


def _days(rule: Rule, facts: Facts) -> Floats | float:
    return facts.supply.time_to_recover if isinstance(rule.survive, str) else float(rule.survive or 0.0)


def _allowed(postures: "pd.Series[str]") -> Flags:
    """Return (n, 3) which postures may be chosen."""
    return np.stack([postures.str.contains(name.value, regex=False).to_numpy(np.bool_) for name in POSTURES], axis=1)


def _words(given: pd.Series, before: Flags, after: Flags) -> pd.Series:
    """Return the allowed postures in words; as they were given where none was taken."""
    texts = picked([posture.value for posture in POSTURES], after.T, "|")
    return given.where((before == after).all(axis=1), texts)


def _require_room(case: Case, tightened: Case, allowed: Flags, applies: Flags, facts: Facts) -> None:
    items, settings = tightened.items, case.settings
    fits = np.zeros(len(items), dtype=np.bool_)
    for at, name in enumerate(POSTURES):
        lower, upper = buffer_bounds(items, settings.postures.of(name.value))
        fits |= allowed[:, at] & (lower <= upper)
    rows = np.flatnonzero(~fits & applies.any(axis=0))
    if len(rows):
        raise BadInputError([_no_room(case, tightened, allowed, applies, facts, int(row)) for row in rows])


def _no_room(case: Case, tightened: Case, allowed: Flags, applies: Flags, facts: Facts, row: int) -> Finding:
    settings, before, after = case.settings, case.items.iloc[row], tightened.items.iloc[row]
    left = allowed[row]
    mine = [rule for rule, flags in zip(settings.governance, applies, strict=True) if flags[row]]
    own = f"its own allowed_postures are {before['allowed_postures']}"
    if not left.any():
        named = _named([rule for rule in mine if rule.not_])
        problem = f"{named} leave{'s' if named.startswith('rule ') else ''} the item no posture; {own}"
    else:
        bands = "; ".join(
            f"{name.value} {least:g} to {most:g}"
            for name, is_left in zip(POSTURES, left, strict=True)
            if is_left
            for least, most in [settings.postures.of(name.value).buffer_days]
        )
        largest = "" if np.isnan(before["max_buffer"]) else f", and max_buffer is {before['max_buffer']:g}"
        outage = f", {float(facts.supply.time_to_recover[row]):g} days to recover" if _recovers(mine) else ""
        problem = (
            f"{_named(mine)} leave{'s' if len(mine) == 1 else ''} the item no buffer: at least "
            f"{after['min_buffer']:g} units are asked for at demand_mean {before['demand_mean']:g}{outage}; postures "
            f"left hold these days of supply: {bands}{largest}; {own}"
        )
    remedy = "narrow one rule's when, or allow another posture, a larger max_buffer or a wider buffer_days"
    return Finding(Severity.FAULT, problem, remedy, "settings.toml", column="governance", value=str(before["sku"]))


def _recovers(rules: list[Rule]) -> bool:
    return any(isinstance(rule.survive, str) for rule in rules)


def _named(rules: list[Rule]) -> str:
    names = [f'"{rule.name}" ({rule.effect})' for rule in rules]
    return f"rule {names[0]}" if len(names) == 1 else f"rules {', '.join(names[:-1])} and {names[-1]}"
