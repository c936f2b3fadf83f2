"""``settings.toml`` as found."""

import re
import tomllib
from pathlib import Path

from stockposture.io.text import decode
from stockposture.io.text_table import read_bytes
from stockposture_models.findings import Finding, Severity

_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def read_settings(path: Path) -> tuple[dict[str, object], list[Finding]]:
    """Return the settings of a file as nested dicts, and what is wrong with the file itself.

    Raises
    ------
    FileFaultError
        The system refused.
    """
    data = read_bytes(path)
    if not data.strip():
        return {}, []
    decoded = decode(data, path.name)
    if decoded.data is None:
        return {}, decoded.findings
    try:
        return tomllib.loads(decoded.data.decode("utf-8")), decoded.findings
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        problem = f"is not TOML: {error}"
        remedy = 'write lines of name = value; text in quotes, e.g. currency = "EUR"'
        row = int(at[1]) if at else None
    except (ValueError, RecursionError) as error:
        # Thousands of digits, or of brackets within brackets.
        problem = f"cannot be read: {str(error).partition(';')[0]}"
        remedy, row = "shorten the number, or take out the brackets, that no setting needs", None
    return {}, [*decoded.findings, Finding(Severity.FAULT, problem, remedy, path.name, row=row)]
