"""Which sheet holds which table."""

import difflib
import re
from collections.abc import Sequence

from stockposture.io.excel.layout import Sheet
from stockposture_models.findings import Finding, Severity

SETTINGS = "settings"
#: Sheet of our own template that holds words for people.
READ_ME = "read me"

#: What Excel and people add to the name of a copied sheet: ``items (2)``.
COPY_SUFFIX = re.compile(r"\s*(\(\d+\)|copy)$")


def _base_name(name: str) -> str:
    return COPY_SUFFIX.sub("", name.strip().lower())


def choose_sheets(source: str, sheets: list[Sheet], wanted: Sequence[str]) -> tuple[dict[str, Sheet], list[Finding]]:
    """Return the sheet of each table that is wanted, and what is to be said about the others."""
    chosen: dict[str, Sheet] = {}
    findings: list[Finding] = []
    for name in wanted:
        candidates = [sheet for sheet in sheets if _base_name(sheet.name) == name]
        if not candidates and len(wanted) == len(sheets) == 1:
            # A plain spreadsheet: its one sheet is what is meant, whatever its name.
            candidates = sheets
        if len(candidates) > 1:
            names = ", ".join(repr(sheet.name) for sheet in candidates)
            findings.append(
                Finding(
                    Severity.FAULT,
                    f"{len(candidates)} sheets could be the table {name}: {names}",
                    f"keep one and name it {name!r}; delete or rename the others",
                    file=source,
                    sheet=candidates[0].name,
                    value=names,
                )
            )
        elif candidates:
            chosen[name] = candidates[0]
    for sheet in sheets:
        base = _base_name(sheet.name)
        if base in wanted or base == READ_ME or sheet in chosen.values():
            continue
        close = difflib.get_close_matches(base, wanted, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        findings.append(
            Finding(
                Severity.WARNING,
                f"the sheet is not a table and is ignored{hint}",
                f"tables are {', '.join(wanted)}",
                file=source,
                sheet=sheet.name,
            )
        )
    return chosen, findings
