"""The document of an error: the same for every command."""

from stockposture.cli.schemas.build import Schema, by_name, many, record, text, whole
from stockposture_models.findings import Severity

#: Every code but 0 and 5, with which results are printed; see ``stockposture --help``.
CODES = (1, 2, 3, 4, 6, 7, 8, 130)


def finding() -> Schema:
    """Return the schema of one thing noticed about the input."""
    return record(
        {
            "severity": text(
                "Whether the input is refused, accepted or mended.", enum=[name.value for name in Severity]
            ),
            "problem": text("What is wrong, naming the bound or the rule."),
            "remedy": text("What to do."),
            "file": text("File, or table of a database."),
            "sheet": text("Sheet of a workbook."),
            "row": whole("Row; the header is row 1, in a database the first row by the key."),
            "column": text("Column, or setting."),
            "value": text("The offending text."),
        },
        optional=("remedy", "file", "sheet", "row", "column", "value"),
    )


def document() -> Schema:
    """Return the schema."""
    scalar: Schema = {"type": ["string", "number", "integer", "boolean", "null"]}
    return record(
        {
            "error": text("What went wrong and what to do, as people read it."),
            "exit_code": whole("The code the command ends with.", enum=list(CODES)),
            "findings": many(finding(), "With code 3: every fault, and what else was noticed."),
            "shortfalls": many(by_name(scalar), "With code 4: each limit that cannot hold, by how much it is short."),
            "discrepancies": many(text(), "With code 7: where plan and recomputation differ."),
        },
        doc="What is printed, whatever the command, if it fails.",
        optional=("findings", "shortfalls", "discrepancies"),
    )
