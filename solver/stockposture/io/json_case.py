"""A case as one JSON document: a list of records for each table, and the settings."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from stockposture.io.text_table import read_bytes
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity

if TYPE_CHECKING:
    from stockposture_models.tables.case import Case

SETTINGS = "settings"
_REMEDY = (
    'write {"items": [{"sku": "BOLT", ...}], "suppliers": [...], "offers": [...], "settings": {"capital_cap": 5000}}'
)


def read_json_case(path: Path, *, decimal: str = ".") -> "Case":
    """Read and check a case from a JSON file.

    Raises
    ------
    BadInputError
        See :func:`json_case`.
    FileFaultError
        The file cannot be read.
    """
    return json_case(read_bytes(path), path.name, decimal=decimal)


def json_case(data: bytes, source: str, *, decimal: str = ".") -> "Case":
    """Check the case that a JSON document holds.

    Parameters
    ----------
    data
        The document: an object with a list of records for each table, and ``settings``; see
        ``docs/schemas/case.schema.json``.
    source
        What findings call it.
    decimal
        Decimal mark of numbers given as text.

    Raises
    ------
    BadInputError
        With every fault; the first record of a table is row 1.
    """
    import numpy as np
    import pandas as pd

    from stockposture_models.tables.case import ROW_MODELS
    from stockposture_models.tables.check_case import check_case, in_order
    from stockposture_models.tables.frames import raw_from_frame

    document = _document(data, source)
    findings = _unknown(document, source, [*ROW_MODELS, SETTINGS])
    raws, unread = [], []
    for table in ROW_MODELS:
        records = document.get(table) or []
        if not isinstance(records, list) or not all(isinstance(record, Mapping) for record in records):
            findings.append(Finding(Severity.FAULT, "is not a list of records", _REMEDY, f"{source} {table}"))
            unread.append(table)
        elif records:
            raw, more = raw_from_frame(pd.DataFrame(records, dtype=object), table)
            findings += more
            if raw is None:
                unread.append(table)
            else:
                rows = np.arange(1, len(records) + 1, dtype=np.int64)
                raws.append(replace(raw, source=f"{source} {table}", rows=rows))
    settings = document.get(SETTINGS) or {}
    if not isinstance(settings, Mapping):
        findings.append(Finding(Severity.FAULT, "is not an object", _REMEDY, f"{source} {SETTINGS}"))
        settings = {}
    case, more = check_case(
        raws, settings, source=source, settings_source=f"{source} {SETTINGS}", decimal=decimal, unread=unread
    )
    findings = in_order([*findings, *more])
    if case is None or any(finding.is_fault for finding in findings):
        raise BadInputError(findings)
    return replace(case, findings=tuple(findings))


def _document(data: bytes, source: str) -> Mapping[str, Any]:
    def refuse(name: str) -> NoReturn:
        raise ValueError(f"{name} is no JSON")

    try:
        document = json.loads(data, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        row = getattr(error, "lineno", None)
        finding = Finding(Severity.FAULT, f"is not a JSON document: {error}", _REMEDY, source, row=row)
        raise BadInputError([finding]) from error
    if not isinstance(document, Mapping):
        raise BadInputError([Finding(Severity.FAULT, "is not a JSON object of tables", _REMEDY, source)])
    return document


def _unknown(document: Mapping[str, Any], source: str, known: list[str]) -> list[Finding]:
    from stockposture_models.tables.close import closest

    findings = []
    for name in document:
        if name not in known:
            near = closest(name, known)
            remedy = f"did you mean {near!r}?" if near else f"there are {', '.join(known)}"
            findings.append(Finding(Severity.FAULT, "is no table of a case", remedy, source, value=name))
    return findings
