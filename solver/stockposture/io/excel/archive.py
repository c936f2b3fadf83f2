"""The workbook as a file: whether it is a whole, unprotected, sanely sized ``.xlsx``."""

import zipfile
import zlib
from pathlib import Path

from stockposture_models.errors import FileFaultError
from stockposture_models.findings import Finding, Severity

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_SIGNATURE = b"PK"
#: Name of the stream that holds the encrypted workbook, as an OLE directory spells it.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_PART = "xl/workbook.xml"

#: No spreadsheet program writes parts beyond this ratio (ours reach 5 to 30; deflate allows 1032).
LARGEST_RATIO = 100
#: Parts smaller than this may have any ratio: they can do no harm.
HARMLESS_BYTES = 10 * 2**20
#: A sheet of 1,048,576 rows x 16 full columns unpacks to about 0.9 GB.
LARGEST_UNPACKED = 4 * 2**30

#: What :mod:`zipfile` raises on files that are cut short, damaged or packed in a way no spreadsheet uses.
UNREADABLE_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)

SAVE_AS_XLSX = "open it in Excel and save it as 'Excel Workbook (*.xlsx)'"
SEND_AGAIN = "copy or export the workbook again; if Excel offers to repair it, save the repaired copy"


def _fault(path: Path, problem: str, remedy: str) -> Finding:
    return Finding(Severity.FAULT, problem, remedy, file=path.name)


def _ole_fault(path: Path, content: bytes) -> Finding:
    if ENCRYPTED_STREAM in content:
        return _fault(path, "is protected by a password", "remove the password (File > Info > Protect Workbook)")
    return _fault(path, "is an old Excel workbook (.xls)", SAVE_AS_XLSX)


def _bomb_fault(path: Path, parts: list[zipfile.ZipInfo]) -> Finding | None:
    """Judge the sizes the zip directory declares, before anything is unpacked."""
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED:
        return _fault(
            path,
            f"would unpack to {unpacked / 2**30:,.1f} GB, more than the {LARGEST_UNPACKED / 2**30:,.0f} GB"
            " allowed (a zip bomb?)",
            "use a folder of CSV or Parquet for tables of this size",
        )
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > HARMLESS_BYTES and ratio > LARGEST_RATIO:
            return _fault(
                path,
                f"its part {part.filename} would unpack to {ratio:,.0f} times its size, more than the"
                f" {LARGEST_RATIO} allowed (a zip bomb?)",
                "export the tables again, without formatted empty rows, or use a folder of CSV",
            )
    return None


def _contents_fault(path: Path, archive: zipfile.ZipFile) -> Finding | None:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names or path.suffix.lower() == ".xlsb":
        return _fault(path, "is a binary Excel workbook (.xlsb)", SAVE_AS_XLSX)
    if WORKBOOK_PART not in names:
        return _fault(path, "is a zip file but not an Excel workbook", SAVE_AS_XLSX)
    if any(part.flag_bits & 0x1 for part in archive.infolist()):
        return _fault(path, "is a zip file protected by a password", "save it without a password")
    bomb = _bomb_fault(path, archive.infolist())
    if bomb is not None:
        return bomb
    # Unpacks every part once, within its declared size: a part that lies about its size fails its checksum.
    damaged = archive.testzip()
    if damaged is not None:
        return _fault(path, f"is damaged: its part {damaged} fails its checksum", SEND_AGAIN)
    return None


def file_fault(path: Path) -> Finding | None:
    """Return what makes the file unusable as a workbook, or ``None``.

    Raises
    ------
    FileFaultError
        If the file cannot be opened at all.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
            if head == OLE_SIGNATURE:
                return _ole_fault(path, head + stream.read())
    except OSError as error:
        raise FileFaultError(f"cannot read {path}: {error.strerror}; check the path and its permissions") from error
    if not head:
        return _fault(path, "is empty (0 bytes)", SEND_AGAIN)
    if not head.startswith(ZIP_SIGNATURE):
        return _fault(path, "is not an Excel workbook", SAVE_AS_XLSX)
    try:
        with zipfile.ZipFile(path) as archive:
            return _contents_fault(path, archive)
    except UNREADABLE_ZIP as error:
        return _fault(path, f"is cut short or damaged ({error})", SEND_AGAIN)
