"""The table reference (``docs/tables.md``), written from the row models."""

from typing import Any

from pydantic import BaseModel

from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.check_table import REQUIRED_TABLES
from stockposture_models.tables.column_spec import ColumnSpec, Kind, specs_of
from stockposture_models.tables.governance.facts import FACTS
from stockposture_models.tables.row import Row
from stockposture_models.tables.settings import Settings

INTRODUCTION = """\
# Tables of a case

A case is a folder of tables, one file each (`items.csv` or `items.parquet`, ...; also a folder of Parquet files,
`items.parquet/` or `items/`, with subfolders such as `warehouse=W1/` if wanted), or one `.xlsx` with a sheet per
table. `stockposture init DIR` writes one to start from; `stockposture check CASE` names every fault at once, with
file, row, column, value and remedy.

- The first row is the header. Columns may stand in any order; case, spaces and a unit in brackets
  (`Demand Mean [units/day]`) are mended. Optional columns may be left out; a blank cell means the default.
- CSV is UTF-8 (or UTF-16 with its mark, or `--encoding`), with comma, semicolon, tab or pipe between cells.
  The decimal mark is a point (or `--decimal ,`); thousands separators and currency signs are refused. Rates
  may be written as percentages (`95%`).
- Names (sku, supplier, region, warehouse) are text: leading zeros stay. Store them as text in Excel and
  Parquet.
- Flags are true/false, yes/no or 1/0.
- Rows in messages count as a text editor counts lines: the header is row 1. In Parquet the first record is
  row 2; in a folder of files, of each of them.

This page is written from the row models by `stockposture_models.tables.reference`; a test keeps it so.
"""


def _kind(spec: ColumnSpec) -> str:
    if spec.kind is Kind.CHOICE:
        return " or ".join(f"`{choice}`" for choice in spec.choices)
    kind = {Kind.COUNT: "whole number", Kind.FLAG: "true/false"}.get(spec.kind, spec.kind.value)
    return f"{kind}, {spec.bounds}" if spec.bounds else kind


def _default(spec: ColumnSpec) -> str:
    if spec.required:
        return "**required**"
    match spec.default:
        case None | "":
            return "blank"
        case bool():
            return str(spec.default).lower()
        case float() | int():
            return f"{spec.default:g}"
        case _:
            return f"`{spec.default}`"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def table_reference(model: type[Row]) -> str:
    """Return the Markdown section of one table."""
    need = "required" if model.table in REQUIRED_TABLES else "optional"
    docstring = (model.__doc__ or "").strip()
    lines = [
        f"## {model.table} ({need})",
        "",
        f"{docstring} Its key is {' and '.join(f'`{name}`' for name in model.key)}.",
        "",
        _row(["column", "holds", "unit", "default", "meaning"]),
        _row(["---"] * 5),
    ]
    lines += [
        _row([f"`{spec.name}`", _kind(spec), spec.unit, _default(spec), spec.doc]) for spec in specs_of(model).values()
    ]
    return "\n".join(lines) + "\n"


def _settings_rows(model: BaseModel, prefix: str = "") -> list[str]:
    rows: list[str] = []
    for name, field in type(model).model_fields.items():
        value: Any = getattr(model, name)
        if isinstance(value, BaseModel):
            rows += _settings_rows(value, f"{prefix}{name}.")
        elif name == "governance":
            rows.append(_row([f"`{prefix}{name}`", "none", field.description or ""]))
        else:
            shown = "absent" if value in (None, "") else f"`{_toml(value)}`"
            rows.append(_row([f"`{prefix}{name}`", shown, field.description or ""]))
    return rows


def _toml(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"


def settings_reference() -> str:
    """Return the Markdown section of ``settings.toml``."""
    lines = [
        "## settings.toml (optional)",
        "",
        "Any of these lines; what is left out keeps its default, inside a posture too. In a workbook: a",
        "sheet `settings` with the columns `setting` and `value`.",
        "",
        _row(["setting", "default", "meaning"]),
        _row(["---"] * 3),
        *_settings_rows(Settings()),
    ]
    return "\n".join(lines) + "\n"


GOVERNANCE = """\
## Governance rules (in settings.toml)

A rule narrows what items may be; it never widens it. Each is a table of its own:

```toml
[[governance]]
name = "no jit for fragile critical items"
when = "criticality >= 4 and fragility >= 3"
not = ["jit"]

[[governance]]
name = "critical items survive"
when = "criticality == 5"
survive = "time-to-recover"
```

`when` compares facts of an item (`==`, `!=`, `<`, `<=`, `>`, `>=`) and joins comparisons by `and`, `or`, `not` and
brackets; text stands in quotes. `survive = "time-to-recover"` asks for a buffer b >= mu R, R being the longest single
outage (mean `disruption_days`) that can strike a supplier of the item or its region, if it strikes at all
(`disruption_rate` above 0). An outage delays what is ordered by up to R, goods in transit still arrive, and on the mean
day before an arrival the buffer is what is left: time-to-survive b / mu covers time-to-recover even if all supply
stops. All suppliers that offer the item count, whichever the plan takes, so the rule holds for every split. A number
of days in its place is taken as it is. Rules that together leave an item no posture, or no buffer within its bounds,
are bad input and are named. The rules an item is under stand in the `reason` of its row of the plan. In a workbook,
rules are rows `governance.1.name`, `governance.1.when`, ... of the sheet `settings`.
"""


def governance_reference() -> str:
    """Return the Markdown section of governance rules and the facts they may name."""
    lines = [GOVERNANCE, _row(["fact", "holds", "unit", "meaning"]), _row(["---"] * 4)]
    for name, fact in FACTS.items():
        holds = " or ".join(f"`{choice}`" for choice in fact.choices) or ("text" if fact.is_text else "number")
        lines.append(_row([f"`{name}`", holds, fact.unit, fact.doc]))
    return "\n".join(lines) + "\n"


def reference() -> str:
    """Return ``docs/tables.md``.

    Examples
    --------
    >>> reference().splitlines()[0]
    '# Tables of a case'
    """
    sections = [INTRODUCTION, *map(table_reference, ROW_MODELS.values()), settings_reference(), governance_reference()]
    return "\n".join(sections)
