"""One thing noticed about the input: where it is, what is wrong, what to do."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

#: Findings written out in a message to people; the rest are counted by kind.
MOST_SHOWN = 50
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_VARYING = re.compile(r"'[^']*'|\d[\d.,]*")


def _escaped(character: re.Match[str]) -> str:
    """Return a control character as Python writes it."""
    return repr(character[0])[1:-1]


class Severity(StrEnum):
    """How a finding is treated."""

    FAULT = "fault"  #: the input is refused
    WARNING = "warning"  #: accepted; shown and kept in ``summary.json``
    REPAIR = "repair"  #: mended; shown and kept in ``summary.json``


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, warning or repair.

    Parameters
    ----------
    severity
        Whether the input is refused, accepted or mended.
    problem
        What is wrong, naming the bound or the rule.
    remedy
        What the user should do.
    file
        File as the user named it (``items.csv``, ``case.xlsx``); empty for the case as a whole.
    sheet
        Sheet of a workbook.
    row
        Row as the user's editor counts it: the header is row 1. ``None`` for a whole column or file.
    column
        Column header.
    value
        The offending text, as it stands in the file.
    """

    severity: Severity
    problem: str
    remedy: str = ""
    file: str = ""
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    @property
    def is_fault(self) -> bool:
        """Whether the finding refuses the input."""
        return self.severity is Severity.FAULT

    @property
    def place(self) -> str:
        """``file, sheet S, row R, column C`` as far as known."""
        parts = [self.file or "case"]
        if self.sheet is not None:
            parts.append(f"sheet {self.sheet}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def as_dict(self) -> dict[str, object]:
        """Return the fields for JSON."""
        return {key: value for key, value in asdict(self).items() if value not in (None, "")}

    def __str__(self) -> str:
        shown = "" if self.value is None else f" {self.value[:80]!r}:"
        remedy = f" -> {self.remedy}" if self.remedy else ""
        # Headers, sheet names and messages hold the user's text: none of it may steer a terminal.
        return _CONTROL.sub(_escaped, f"{self.place}:{shown} {self.problem}{remedy}")


def listed(findings: Sequence[Finding], most: int = MOST_SHOWN) -> str:
    """Return findings a line each; of many only the first, then the count of each kind and how to see all.

    Parameters
    ----------
    findings
        What to list.
    most
        How many are written out.
    """
    lines = [str(finding) for finding in findings[:most]]
    if len(findings) > most:
        kinds = Counter((finding.file, finding.column, _VARYING.sub("...", finding.problem)) for finding in findings)
        lines.append(f"... and {len(findings) - most:,} more; in all:")
        for (file, column, problem), count in kinds.most_common(most):
            place = ", ".join(part for part in (file, f"column {column}" if column else "") if part)
            lines.append(_CONTROL.sub(_escaped, f"  {count:,} x {place or 'case'}: {problem}"))
        lines.append("see every one with --json (in Python: error.findings)")
    return "\n".join(lines)
