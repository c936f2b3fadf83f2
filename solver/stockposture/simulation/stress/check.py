"""Scenarios checked: unknown names, wrong types and bounds, all at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from stockposture.simulation.stress.scenario import DemandChange, LeadTimeChange, Scenario, ScenarioFile
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.close import closest

_EXAMPLE = 'write e.g. [[scenario]], name = "Port closed", days = 45, close_region = "Asia"'

#: The tables within tables, by the name they have there.
_MODELS: dict[str, type[BaseModel]] = {"scenario": Scenario, "demand": DemandChange, "lead_time": LeadTimeChange}

#: What a person reads where pydantic speaks to programmers.
_IN_WORDS = {
    "missing": "is not there",
    "too_short": "has too few values",
    "too_long": "takes {max_length} values at most, has {actual_length}",
    "tuple_type": "should be a list, or tables in double brackets, e.g. [[scenario]]",
    "model_type": "should be a table of names and values",
    "string_type": "should be text in quotes",
    "int_type": "should be a whole number of days, without quotes",
    "string_too_short": "should not be empty",
    "string_too_long": "should have {max_length} characters at most",
}


def check_scenarios(
    given: Mapping[str, object], source: str = "scenarios.toml"
) -> tuple[tuple[Scenario, ...], list[Finding]]:
    """Check scenarios as found in a file.

    Parameters
    ----------
    given
        What the file holds: under ``scenario`` a list of tables as in
        :class:`~stockposture.simulation.stress.scenario.Scenario`.
    source
        Where they stand.

    Returns
    -------
    tuple of Scenario
        Empty if there is a fault.
    list of Finding
        Faults; each names the scenario, the key, the value and the remedy.
    """
    if not given:
        return (), [Finding(Severity.FAULT, "holds no scenario", _EXAMPLE, source)]
    try:
        scenarios = ScenarioFile.model_validate(given).scenario
    except ValidationError as error:
        details = error.errors(include_url=False)
        # A list whose values are refused is not also too short for want of them.
        lists = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
        return (), [
            _finding(detail, given, source)
            for detail in details
            if detail["type"] != "too_short" or detail["loc"] not in lists
        ]
    faults = doubled_names(scenarios, source)
    return (() if faults else scenarios), faults


def doubled_names(scenarios: Sequence[Scenario], source: str) -> list[Finding]:
    """Refuse two scenarios of one name: tables tell them apart by it."""
    return [
        Finding(
            Severity.FAULT,
            f"{count} scenarios have this name",
            "give each a name of its own",
            source,
            column="name",
            value=name,
        )
        for name, count in Counter(scenario.name for scenario in scenarios).items()
        if count > 1
    ]


def _finding(error: Any, given: Mapping[str, object], source: str) -> Finding:
    path: tuple[str | int, ...] = tuple(error["loc"])
    value = error.get("input")
    shown = None if isinstance(value, (Mapping, list, tuple)) or error["type"] == "missing" else str(value)
    model = _model_at(path)
    names = list(model.model_fields)
    place = _place(path, given) or None
    if error["type"] == "extra_forbidden":
        near = closest(str(path[-1]), names)
        remedy = f"did you mean {near!r}?" if near else f"there are: {', '.join(names)}"
        return Finding(Severity.FAULT, "unknown name", remedy, source, column=place, value=shown)
    problem = _IN_WORDS.get(error["type"], "").format(**error.get("ctx", {}))
    problem = problem or error["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return Finding(Severity.FAULT, problem, _remedy(path, model), source, column=place, value=shown)


def _remedy(path: tuple[str | int, ...], model: type[BaseModel]) -> str:
    """Return what is said of the key."""
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    field = model.model_fields.get(key)
    if field is not None and field.description:
        return f"correct it: {field.description}"
    things = ", ".join(name for name in Scenario.model_fields if name not in ("name", "days"))
    return f"give it at least one of: {things}"


def _model_at(path: tuple[str | int, ...]) -> type[BaseModel]:
    """Return the model of the table in which the last key stands."""
    tables = [part for part in path[:-1] if isinstance(part, str) and part in _MODELS]
    return _MODELS[tables[-1]] if tables else ScenarioFile


def _place(path: tuple[str | int, ...], given: Mapping[str, object]) -> str:
    """Return the way to a key, lists counted from 1, the scenario with its name."""
    inner: Any = given
    words = ""
    for part in path:
        inner = _inside(inner, part)
        if isinstance(part, str):
            words += f", {part}"
            continue
        name = inner.get("name") if isinstance(inner, Mapping) else None
        words += f" {part + 1} {name[:80]!r}" if isinstance(name, str) else f" {part + 1}"
    return words.removeprefix(", ")


def _inside(value: Any, part: str | int) -> Any:
    """Return what is under a key or a place of a list; nothing where there is none."""
    if isinstance(value, Mapping):
        return value.get(part)
    if isinstance(value, (list, tuple)) and isinstance(part, int) and part < len(value):
        return value[part]
    return None
