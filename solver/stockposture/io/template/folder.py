"""The starter case as a folder: a CSV file per table and ``settings.toml``."""

import csv
import json
from enum import Enum
from pathlib import Path
from typing import Any

from stockposture.io.atomic import whole_folder
from stockposture.io.template.describe import Described, described_columns, described_settings, text_of_value
from stockposture.io.template.starter import SETTINGS, TABLES
from stockposture_models.tables.settings import Settings

SETTINGS_FILE = "settings.toml"
EXAMPLE_RULE = (
    "# [[governance]]",
    '# name = "no jit for fragile critical items"',
    '# when = "criticality >= 4 and fragility >= 3"',
    '# not = ["jit"]',
)


def write_starter_folder(target: Path) -> list[Path]:
    """Write the starter case and return its files.

    Raises
    ------
    FileFaultError
        If the target is a file, a link or a folder that is not empty, or cannot be written.
    """
    with whole_folder(target, kind="case", replace=False) as folder:
        for table, rows in TABLES.items():
            names = [column.name for column in described_columns(table)]
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream, lineterminator="\n")
                writer.writerow(names)
                writer.writerows([text_of_value(getattr(row, name)) for name in names] for row in rows)
        (folder / SETTINGS_FILE).write_text(settings_text(), encoding="utf-8")
    return [target / f"{table}.csv" for table in TABLES] + [target / SETTINGS_FILE]


def settings_text() -> str:
    """Return the starter's ``settings.toml``: every setting with its description and default."""
    lines = ["# Settings of the case. A line left out, or behind a #, means the default.", ""]
    section = ""
    top_level_first = sorted(described_settings(), key=lambda setting: "." in setting.name)
    for setting in top_level_first:
        head, _, name = setting.name.rpartition(".")
        if head != section:
            section = head
            if head in Settings.model_fields:
                lines += [f"# {Settings.model_fields[head].description}"]
            lines += [f"[{head}]", ""]
        lines += [f"# {_comment(setting)}", _line(name, _starter_value(setting.name)), ""]
    lines += [f"# {Settings.model_fields['governance'].description} For example:", *EXAMPLE_RULE, ""]
    return "\n".join(lines)


def _comment(setting: Described) -> str:
    limits = f" Values: {setting.limits}." if setting.limits else ""
    default = json.dumps("") if setting.default == "" else setting.default_text
    return f"{setting.doc}{limits} Default: {default or 'absent'}."


def _line(name: str, value: Any) -> str:
    return f"# {name} =" if value is None else f"{name} = {_toml(value)}"


def _starter_value(dotted: str) -> Any:
    value: Any = SETTINGS
    for name in dotted.split("."):
        value = getattr(value, name)
    return value


def _toml(value: Any) -> str:
    match value:
        case Enum():
            return _toml(value.value)
        case str():
            return json.dumps(value)
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            return text_of_value(value).lower()
