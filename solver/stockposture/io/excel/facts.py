"""Findings on what the values of a sheet do not show."""

from stockposture.io.excel.grid import Grid
from stockposture.io.excel.layout import Sheet
from stockposture.io.excel.scan import SheetFacts
from stockposture_models.findings import Finding, Severity

#: How many hidden rows a warning names.
NAMED_ROWS = 10


def sheet_findings(sheet: Sheet, facts: SheetFacts, grid: Grid) -> list[Finding]:
    """Return the findings on one sheet that is read as a table."""
    return [*_cells(facts, grid), *_merged(facts, grid), *_hidden(sheet, facts, grid)]


def _cells(facts: SheetFacts, grid: Grid) -> list[Finding]:
    errors = [
        grid.finding(
            Severity.FAULT,
            "an Excel error stands in the cell",
            "correct the formula or type the value",
            row=row,
            column=column - 1,
            value=shown,
        )
        for (row, column), shown in facts.errors.items()
    ]
    uncomputed = [
        grid.finding(
            Severity.FAULT,
            "a formula that was never computed: the file holds no value for it",
            "open the workbook in Excel and save it, or paste the values over the formulas",
            row=row,
            column=column - 1,
        )
        for row, column in facts.uncomputed
    ]
    return errors + uncomputed


def _merged(facts: SheetFacts, grid: Grid) -> list[Finding]:
    return [
        grid.finding(
            Severity.FAULT,
            "merged cells: only the first of them holds a value",
            "unmerge them (Home > Merge & Center) and fill in every cell",
            row=int("".join(filter(str.isdigit, reference.partition(":")[0])) or 0) or None,
            value=reference,
        )
        for reference in facts.merged
    ]


def _hidden(sheet: Sheet, facts: SheetFacts, grid: Grid) -> list[Finding]:
    findings = []
    if sheet.hidden:
        findings.append(
            grid.finding(Severity.WARNING, "the sheet is hidden, and was read all the same", "unhide it, or delete it")
        )
    if facts.hidden_rows:
        shown = ", ".join(map(str, facts.hidden_rows[:NAMED_ROWS]))
        more = len(facts.hidden_rows) - NAMED_ROWS
        findings.append(
            grid.finding(
                Severity.WARNING,
                "hidden rows (a filter?) were read all the same",
                "unhide them, or delete what should not count",
                row=facts.hidden_rows[0],
                value=shown + (f" and {more} more" if more > 0 else ""),
            )
        )
    if facts.hidden_columns:
        names = [grid.column_name(column - 1) for column in facts.hidden_columns if column <= len(grid.header)]
        if names:
            findings.append(
                grid.finding(
                    Severity.WARNING,
                    "hidden columns were read all the same",
                    "unhide them, or delete what should not count",
                    value=", ".join(names),
                )
            )
    return findings
