"""Governance rules in the settings sheet: rows ``governance.1.name``, ``governance.1.when`` and so on."""

import re
from typing import Any

from stockposture.io.excel.setting_values import PLAIN_NUMBER
from stockposture_models.tables.governance.rule import Rule

#: Setting that holds the rules.
GOVERNANCE = "governance"
PARTS = tuple(field.alias or name for name, field in Rule.model_fields.items())
_NAME = re.compile(rf"{GOVERNANCE}\.([1-9][0-9]?)\.({'|'.join(PARTS)})")


def is_of_rule(name: str) -> bool:
    """Return whether a setting is a part of a rule.

    >>> is_of_rule("governance.1.when"), is_of_rule("governance.when")
    (True, False)
    """
    return _NAME.fullmatch(name) is not None


def rules_of(cells: dict[str, str]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the rules as ``settings.toml`` would hold them, in the order of their numbers.

    Parameters
    ----------
    cells
        The parts of rules: name of the setting to its text.

    Returns
    -------
    rules
        One mapping a rule.
    places
        Name of each setting to the place of its value in the settings, ``governance.0.when``: there faults are found.
    """
    found: dict[int, dict[str, Any]] = {}
    parts: dict[str, tuple[int, str]] = {}
    for name, text in cells.items():
        match = _NAME.fullmatch(name)
        if match is None:
            continue
        number, part = int(match[1]), match[2]
        parts[name] = number, part
        found.setdefault(number, {})[part] = _value(part, text)
    numbers = sorted(found)
    places = {name: f"{GOVERNANCE}.{numbers.index(number)}.{part}" for name, (number, part) in parts.items()}
    return [found[number] for number in numbers], places


def _value(part: str, text: str) -> Any:
    if part == "not":
        return [word for word in re.split(r"[,;|\s]+", text) if word]
    return float(text) if part == "survive" and PLAIN_NUMBER.fullmatch(text) else text
