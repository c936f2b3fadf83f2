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


def _refused(source: str, problem: str, remedy: str, row: int | None = None, value: str | None = None) -> Decoded:
    return Decoded(None, [Finding(Severity.FAULT, problem, remedy, source, row=row, value=value)])


def _recoded(data: bytes, source: str, encoding: str) -> Decoded:
    """Return text in another encoding as UTF-8."""
    try:
        return Decoded(data.decode(encoding).encode("utf-8"))
    except LookupError:
        problem = f"encoding {encoding!r} is not known"
        return _refused(source, problem, "use e.g. --encoding cp1252 or --encoding utf-16-le")
    except UnicodeError as error:
        problem = f"the file is not {encoding}: {error}"
        return _refused(source, problem, "use --encoding with the encoding it was saved in")


def _nul(data: bytes, source: str, position: int) -> Decoded:
    """Refuse NUL bytes, which are the other halves of UTF-16 or damage."""
    sample = data[:_SAMPLE]
    if sample.count(b"\0") * 4 >= len(sample):
        problem = "looks like UTF-16 without a byte-order mark"
        return _refused(source, problem, "save it as UTF-8, or use --encoding utf-16-le (or utf-16-be)")
    row = line_of(data, position)
    problem = f"NUL character at byte {position} (line {row})"
    return _refused(source, problem, "the file is damaged or not text: export it again", row, "\\x00")


def _not_utf8(data: bytes, source: str, position: int) -> Decoded:
    row = line_of(data, position)
    around = data[max(0, position - 20) : position + 10].decode("cp1252", errors="replace")
    problem = f"is not UTF-8: byte 0x{data[position]:02x} at position {position} (line {row})"
    remedy = "save it as UTF-8, or use --encoding cp1252 if it comes from Windows"
    return _refused(source, problem, remedy, row, around)


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
    if not data.strip():
        size = f"{len(data)} bytes" if not data else "only white space"
        return _refused(source, f"the file is empty ({size})", "give it a header and rows, or remove it")
    findings = []
    if encoding is None and data.startswith(tuple(_UTF16)):
        problem = f"{_UTF16[data[:2]]} read as its byte-order mark says"
        findings.append(Finding(Severity.REPAIR, problem, "", source))
        encoding = "utf-16"
    if encoding is not None:
        recoded = _recoded(data, source, encoding)
        if recoded.data is None:
            return recoded
        data = recoded.data
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        findings.append(Finding(Severity.REPAIR, "byte-order mark (BOM) taken off", "", source))
    if b"\r" in data and b"\n" not in data:
        data = data.replace(b"\r", b"\n")
        findings.append(Finding(Severity.REPAIR, "line ends of old Macintosh files (CR) read as such", "", source))
    nul = data.find(b"\0")
    if nul >= 0:
        return _nul(data, source, nul)
    try:
        # ASCII, the usual case, is told from one pass without decoding.
        if not data.isascii():
            data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, source, error.start)
    return Decoded(data, findings)
