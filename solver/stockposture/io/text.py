"""From the bytes of a text file to UTF-8 without a byte-order mark, or the reason why not."""

import codecs
from dataclasses import dataclass, field

from stockposture_models.findings import Finding, Severity

_UTF16 = {codecs.BOM_UTF16_LE: "UTF-16 (little-endian)", codecs.BOM_UTF16_BE: "UTF-16 (big-endian)"}
#: How much of a file is looked at to tell UTF-16 without a mark from stray NUL bytes.
_SAMPLE = 4096


@dataclass(frozen=True)
class Decoded:
    """A text file as UTF-8.

    Parameters
    ----------
    data
        UTF-8 bytes without byte-order mark; ``None`` if there is a fault.
    findings
        What was mended or refused.
    """

    data: bytes | None
    findings: list[Finding] = field(default_factory=list)


def line_of(data: bytes, position: int) -> int:
    """Return the line, from 1, on which a byte stands."""
    return data.count(b"\n", 0, position) + 1


def decode(data: bytes, source: str, encoding: str | None = None) -> Decoded:
    """Return a file's text as UTF-8.

    Parameters
    ----------
    data
        The file.
    source
        Its name, for findings.
    encoding
        Encoding asked for; by default UTF-8, or UTF-16 if the file begins with its mark.
    """

    def refused(problem: str, remedy: str, row: int | None = None, value: str | None = None) -> Decoded:
        return Decoded(None, [Finding(Severity.FAULT, problem, remedy, source, row=row, value=value)])

    if not data:
        return refused("the file is empty (0 bytes)", "give it a header and rows, or remove it")
    findings = []
    if encoding is None and data.startswith(tuple(_UTF16)):
        name = _UTF16[data[:2]]
        findings.append(Finding(Severity.REPAIR, f"{name} read as it says", "", source))
        encoding = "utf-16"
    if encoding is not None:
        try:
            data = data.decode(encoding).encode("utf-8")
        except LookupError:
            return refused(f"encoding {encoding!r} is not known", "use e.g. --encoding cp1252 or utf-16-le")
        except UnicodeError as error:
            return refused(
                f"the file is not {encoding}: {error}", "use --encoding with the encoding it was saved in"
            )
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        findings.append(Finding(Severity.REPAIR, "byte-order mark (BOM) taken off", "", source))
    nul = data.find(b"\0")
    if nul >= 0:
        if data[:_SAMPLE].count(b"\0") * 4 >= min(len(data), _SAMPLE):
            problem = "looks like UTF-16 without a byte-order mark"
            return refused(problem, "save it as UTF-8, or use --encoding utf-16-le (or utf-16-be)")
        row = line_of(data, nul)
        problem = f"NUL character at byte {nul} (line {row})"
        return refused(problem, "the file is damaged or not text: export it again", row, "\\x00")
    if not data.isascii():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            row = line_of(data, error.start)
            around = data[max(0, error.start - 20) : error.start + 10].decode("cp1252", errors="replace")
            problem = f"is not UTF-8: byte 0x{data[error.start]:02x} at position {error.start} (line {row})"
            remedy = "save it as UTF-8, or use --encoding cp1252 if it comes from Windows"
            return refused(problem, remedy, row, around)
    if not data.strip():
        return refused("the file is blank", "give it a header and rows, or remove it")
    return Decoded(data, findings)
