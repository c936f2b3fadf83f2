"""Settings checked: unknown names, wrong types and bounds, all at once."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.close import closest
from stockposture_models.tables.outliers import NO_CAP
from stockposture_models.tables.settings import Settings


def _merged(given: Mapping[str, object], base: Mapping[str, Any]) -> dict[str, Any]:
    """Return the given settings on top of the defaults, table by table: naming one term keeps the others."""
    result = dict(base)
    for name, value in given.items():
        inner = base.get(name)
        if isinstance(value, Mapping) and isinstance(inner, Mapping):
            result[name] = _merged(value, inner)
        else:
            result[name] = value
    return result


def _flags(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield where true or false stands: no setting is a flag, and pydantic would take True as 1."""
    if isinstance(value, bool):
        yield path
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flags(inner, (*path, str(name)))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _flags(inner, (*path, str(number)))


def _model_within(annotation: Any) -> type[BaseModel] | None:
    """Return the group of settings that a setting is, or that it lists."""
    inner = next(iter(get_args(annotation)), annotation) if get_origin(annotation) is tuple else annotation
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _named(model: type[BaseModel], name: str) -> FieldInfo | None:
    """Return a setting by the name it has in a file."""
    return next((field for own, field in model.model_fields.items() if name in (field.alias or own, own)), None)


def _fields_along(path: tuple[str, ...]) -> Iterator[tuple[type[BaseModel], FieldInfo | None]]:
    """Yield the group and the setting that each step of a path names; the places in a list are no steps."""
    model: type[BaseModel] | None = Settings
    for step in path:
        if step.isdecimal():
            continue
        if model is None:
            return
        field = _named(model, step)
        yield model, field
        model = None if field is None else _model_within(field.annotation)


def _names_beside(path: tuple[str, ...]) -> list[str]:
    """Return the names a setting at this path could have."""
    model = list(_fields_along(path))[-1][0]
    return [field.alias or name for name, field in model.model_fields.items()]


#: What a person reads where pydantic speaks to programmers.
_IN_WORDS = {
    "too_short": "needs {min_length} or more values, has {actual_length}",
    "too_long": "takes {max_length} values at most, has {actual_length}",
    "tuple_type": "should be a list, e.g. [1, 2, 5]",
    "model_type": "should be a table of settings, e.g. [postures.jit]",
    "string_type": "should be text in quotes",
    "string_too_long": "should have {max_length} characters at most",
}


def _description(path: tuple[str, ...]) -> str:
    """Return what is said of a setting, or of the innermost one on the way to it that something is said of."""
    said = [field.description for _, field in _fields_along(path) if field is not None and field.description]
    return said[-1] if said else ""


def _finding(error: Any, source: str, sheet: str | None) -> Finding:
    path = tuple(str(part) for part in error["loc"])
    name = ".".join(path)
    value = error.get("input")
    shown = None if isinstance(value, Mapping) else str(value)
    if error["type"] == "extra_forbidden":
        near = closest(path[-1], _names_beside(path))
        remedy = f"did you mean {near!r}?" if near else f"known settings: {', '.join(_names_beside(path))}"
        return Finding(Severity.FAULT, "unknown setting", remedy, source, sheet, None, name, shown)
    message = _IN_WORDS.get(error["type"], "").format(**error.get("ctx", {}))
    message = message or error["msg"].removeprefix("Value error, ").removeprefix("Input ")
    description = _description(path)
    remedy = f"correct it: {description}" if description else "correct it"
    return Finding(Severity.FAULT, message, remedy, source, sheet, None, name, shown)


def check_settings(
    given: Mapping[str, object], source: str = "settings.toml", sheet: str | None = None
) -> tuple[Settings | None, list[Finding]]:
    """Check settings as found in a file.

    Parameters
    ----------
    given
        Names to values; whatever is left out keeps its default, inside a posture too.
    source, sheet
        Where they stand.

    Returns
    -------
    Settings or None
        ``None`` if there is a fault.
    list of Finding
        Faults and warnings.
    """
    findings = [
        Finding(
            Severity.FAULT,
            "is true/false, not a number or word",
            "give a number or a word",
            source,
            sheet,
            None,
            ".".join(path),
            "true/false",
        )
        for path in _flags(given)
    ]
    settings = None
    try:
        settings = Settings.model_validate(_merged(given, Settings().model_dump()))
    except ValidationError as error:
        flagged = {finding.column for finding in findings}
        details = error.errors(include_url=False)
        # A list whose values are refused is not also too short for want of them.
        lists = {".".join(map(str, detail["loc"][:-1])) for detail in details}
        for detail in details:
            found_wrong = _finding(detail, source, sheet)
            echo = detail["type"] == "too_short" and found_wrong.column in lists
            if found_wrong.column not in flagged and not echo:
                findings.append(found_wrong)
    if settings is None or findings:
        return None, findings
    if settings.capital_cap is not None and settings.capital_cap >= NO_CAP:
        problem, remedy = "capital_cap of 1e30 or more is taken as no cap", "leave capital_cap out for no cap"
        cap = f"{settings.capital_cap:g}"
        findings.append(Finding(Severity.WARNING, problem, remedy, source, sheet, None, "capital_cap", cap))
        settings = settings.model_copy(update={"capital_cap": None})
    return settings, findings
