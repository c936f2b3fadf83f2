"""A case of two items that has no fault, to be spoilt one cell at a time."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from stockposture.io.read import read_case
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.case import Case

SOUND: dict[str, list[dict[str, str]]] = {
    "items": [
        {
            "sku": "BOLT-1",
            "description": "Bolt",
            "demand_mean": "10",
            "demand_sd": "4",
            "stockout_cost": "25",
            "unit_volume": "0.001",
            "holding_rate": "0.2",
            "criticality": "3",
            "shelf_life_days": "",
            "warehouse": "W1",
            "allowed_postures": "jit|hybrid|jic",
            "min_buffer": "0",
            "max_buffer": "",
        },
        {
            "sku": "PUMP-2",
            "description": "Pump",
            "demand_mean": "2",
            "demand_sd": "1",
            "stockout_cost": "80",
            "unit_volume": "0.02",
            "holding_rate": "",
            "criticality": "5",
            "shelf_life_days": "400",
            "warehouse": "",
            "allowed_postures": "hybrid",
            "min_buffer": "0",
            "max_buffer": "40",
        },
    ],
    "suppliers": [
        {
            "supplier": "Far East Ltd",
            "region": "Asia",
            "nearshore": "no",
            "disruption_rate": "0.2",
            "disruption_days": "30",
            "capacity": "",
            "onboarding_cost": "0",
        },
        {
            "supplier": "Near GmbH",
            "region": "",
            "nearshore": "yes",
            "disruption_rate": "0",
            "disruption_days": "0",
            "capacity": "500000",
            "onboarding_cost": "1000",
        },
    ],
    "offers": [
        {
            "sku": "BOLT-1",
            "supplier": "Far East Ltd",
            "unit_price": "1",
            "lead_time_days": "30",
            "moq": "100",
            "max_share": "1",
            "incumbent": "true",
        },
        {
            "sku": "BOLT-1",
            "supplier": "Near GmbH",
            "unit_price": "1.4",
            "lead_time_days": "5",
            "moq": "10",
            "max_share": "0.5",
            "incumbent": "false",
        },
        {
            "sku": "PUMP-2",
            "supplier": "Near GmbH",
            "unit_price": "90",
            "lead_time_days": "10",
            "moq": "1",
            "max_share": "1",
            "incumbent": "",
        },
    ],
    "regions": [{"region": "Asia", "disruption_rate": "0.1", "disruption_days": "14"}],
    "warehouses": [{"warehouse": "W1", "capacity_m3": "50", "storage_cost": "30"}],
}


class CaseFolder:
    """A case folder in the making; files are named in their table's words, rows as an editor counts them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tables = {table: [dict(row) for row in rows] for table, rows in SOUND.items()}
        self.separator = ","
        self.settings = ""
        self.raw: dict[str, bytes] = {}

    def put(self, table: str, row: int, **cells: str) -> None:
        """Change cells of a row; the first record is row 2."""
        self.tables[table][row - 2].update(cells)

    def add(self, table: str, like: int = 2, **cells: str) -> None:
        """Append a row that is like another but for some cells."""
        self.tables[table].append({**self.tables[table][like - 2], **cells})

    def text(self, table: str) -> str:
        """The table as CSV."""
        rows = self.tables[table]
        stream = io.StringIO()
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), delimiter=self.separator, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return stream.getvalue()

    def change(self, table: str, edit: Callable[[str], str], encoding: str = "utf-8") -> None:
        """Change a table's text as a whole."""
        self.raw[table] = edit(self.text(table)).encode(encoding)

    def write(self) -> Path:
        """Write the files."""
        for table in self.tables:
            data = self.raw.get(table, self.text(table).encode())
            (self.path / f"{table}.csv").write_bytes(data)
        if self.settings:
            (self.path / "settings.toml").write_text(self.settings, encoding="utf-8")
        return self.path

    def read(self, **options: str) -> Case:
        """Write and read."""
        return read_case(self.write(), **options)

    def findings(self, **options: str) -> tuple[Finding, ...]:
        """Write, read, and return what was found, whether the case is refused or not."""
        try:
            return self.read(**options).findings
        except BadInputError as error:
            return error.findings

    def only(self, severity: Severity, **options: str) -> Finding:
        """The one finding there must be of a severity, and no fault beside it."""
        findings = self.findings(**options)
        of_severity = [finding for finding in findings if finding.severity is severity]
        faults = [finding for finding in findings if finding.is_fault]
        assert len(of_severity) == 1, [str(finding) for finding in findings]
        assert severity is Severity.FAULT or not faults, [str(finding) for finding in faults]
        return of_severity[0]


@pytest.fixture
def folder(tmp_path: Path) -> CaseFolder:
    """Two items, two suppliers, no fault."""
    return CaseFolder(tmp_path)
