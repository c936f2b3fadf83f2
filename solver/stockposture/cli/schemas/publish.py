"""The published schemas, one a command: ``python -m stockposture.cli.schemas.publish`` writes ``docs/schemas``."""

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from stockposture.cli.schemas import case, errors
from stockposture.cli.schemas.build import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: What a schema is called: no address, for nothing need be fetched.
_NAME = "urn:stockposture:{}"
SUFFIX = ".schema.json"
#: The one schema of what is read, not printed.
CASE = "case"


def commands() -> list[str]:
    """Return the commands that print documents, subcommands as ``import scms``."""
    from stockposture.cli.main import cli

    return list(_leaves(cli, ""))


def schema_of(command: str) -> Schema:
    """Return the schema of what a command prints with ``--json``: its document, or that of an error.

    Raises
    ------
    KeyError
        There is no such command.
    """
    if command not in commands():
        raise KeyError(command)
    module = import_module(f"stockposture.cli.schemas.{command.replace(' ', '_')}")
    definitions: dict[str, Any] = {}
    result = _hoisted(module.document(), definitions)
    definitions |= {"Result": result, "Error": errors.document()}
    return {
        "$schema": DIALECT,
        "$id": _NAME.format(command.replace(" ", ":")),
        "title": f"stockposture {command} --json",
        "anyOf": [{"$ref": "#/$defs/Result"}, {"$ref": "#/$defs/Error"}],
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def case_schema() -> Schema:
    """Return the schema of a case as a JSON document."""
    definitions: dict[str, Any] = {}
    made = _hoisted(case.document(), definitions)
    head = {"$schema": DIALECT, "$id": _NAME.format(CASE), "title": "a case for stockposture"}
    return {**head, **made, "$defs": {name: definitions[name] for name in sorted(definitions)}}


def file_name(command: str) -> str:
    """Return the name of a schema's file.

    >>> file_name("import scms")
    'import-scms.schema.json'
    """
    return command.replace(" ", "-") + SUFFIX


def published() -> dict[str, str]:
    """Return the text of every schema's file, by its name."""
    schemas = {file_name(command): schema_of(command) for command in commands()} | {CASE + SUFFIX: case_schema()}
    return {name: json.dumps(schema, indent=1) + "\n" for name, schema in schemas.items()}


def _leaves(command: click.Command, path: str) -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        if inner is not None:
            yield from _leaves(inner, f"{path} {name}".strip())


def _hoisted(schema: Any, definitions: dict[str, Any]) -> Any:
    """Return a schema with the definitions of its parts moved to where references look for them."""
    if isinstance(schema, list):
        return [_hoisted(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    for name, part in schema.get("$defs", {}).items():
        definitions[name] = _hoisted(part, definitions)
    return {name: _hoisted(part, definitions) for name, part in schema.items() if name != "$defs"}


def main(folder: Path) -> None:
    """Write all schemas into a folder, and take away those of commands that are no more."""
    texts = published()
    for old in folder.glob(f"*{SUFFIX}"):
        old.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
