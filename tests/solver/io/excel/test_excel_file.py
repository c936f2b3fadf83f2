"""The workbook as a file: protected, old, binary, cut short, or made to explode."""

import builtins
import io
import sys
import zipfile

import pytest

from stockposture.io.excel import read_workbook
from stockposture.io.excel.scan import scan_sheet
from stockposture_models.errors import FileFaultError
from stockposture_models.findings import Severity

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def only_fault(path):
    tables, settings, (finding,) = read_workbook(path)
    assert (tables, settings) == ([], {})
    assert finding.severity is Severity.FAULT
    assert finding.file == path.name
    assert finding.remedy
    return finding


def written(path, content):
    path.write_bytes(content)
    return path


def test_password(tmp_path):
    content = OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    assert "password" in only_fault(written(tmp_path / "case.xlsx", content)).problem


def test_a_zip_password(tiny, opened):
    path = opened(tiny)
    content = bytearray(path.read_bytes())
    # Bit 0 of the flags, 8 bytes into the first entry of the zip's directory.
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in only_fault(written(path, bytes(content))).problem


@pytest.mark.parametrize("name", ["case.xls", "case.xlsx"])
def test_old_format_whatever_its_name(tmp_path, name):
    finding = only_fault(written(tmp_path / name, OLE + bytes(500)))
    assert "(.xls)" in finding.problem
    assert "save it as 'Excel Workbook (*.xlsx)'" in finding.remedy


def test_binary_format(tmp_path):
    with zipfile.ZipFile(tmp_path / "case.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x00")
    assert "(.xlsb)" in only_fault(tmp_path / "case.xlsb").problem


def test_other_files(tmp_path):
    assert "0 bytes" in only_fault(written(tmp_path / "empty.xlsx", b"")).problem
    assert "not an Excel workbook" in only_fault(written(tmp_path / "csv.xlsx", b"sku,demand_mean\n")).problem
    with zipfile.ZipFile(tmp_path / "case.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "not an Excel workbook" in only_fault(tmp_path / "case.ods").problem


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_truncated(tiny, opened, part):
    path = opened(tiny)
    content = path.read_bytes()
    assert "damaged" in only_fault(written(path, content[: int(len(content) * part)])).problem


def test_a_flipped_byte_fails_the_checksum(tiny, opened):
    path = opened(tiny)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    content = bytearray(path.read_bytes())
    content[info.header_offset + len(info.filename) + 30 + info.compress_size // 2] ^= 0xFF
    assert "damaged" in only_fault(written(path, bytes(content))).problem


def test_bomb_by_ratio_is_refused_before_unpacking(tiny, opened, monkeypatch):
    path = opened(tiny)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(20 * 2**20))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: pytest.fail("it was unpacked"))
    finding = only_fault(path)
    assert "zip bomb" in finding.problem
    assert "image1.png" in finding.problem


def test_bomb_by_total_size_is_refused(tiny, opened, monkeypatch):
    path = opened(tiny)
    monkeypatch.setattr("stockposture.io.excel.archive.LARGEST_UNPACKED", 1000)
    assert "zip bomb" in only_fault(path).problem


def test_a_part_that_lies_about_its_size_is_refused(tiny, opened):
    path = opened(tiny)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    # The size in the zip's directory, 24 bytes into the entry whose name begins at 46.
    entry = content.rindex(info.filename.encode()) - 46
    content[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    assert "damaged" in only_fault(written(path, bytes(content))).problem


def test_an_entity_bomb_is_refused(tiny, opened, operated):
    bomb = b'<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet '
    path = operated(opened(tiny), "xl/worksheets/sheet1.xml", b"<worksheet ", bomb)
    assert "document type" in only_fault(path).problem


def test_a_stray_cell_far_away_is_refused(tiny, opened):
    def stray(book):
        book["items"]["XFD1048576"].value = 1

    tables, _, (finding,) = read_workbook(opened(tiny, stray))
    assert tables == []
    assert (finding.severity, finding.sheet) == (Severity.FAULT, "items")
    assert "1,048,576 rows x 16,384 columns" in finding.problem
    assert "Ctrl+End" in finding.remedy


def test_a_missing_file_is_a_file_fault(tmp_path):
    with pytest.raises(FileFaultError, match=r"none\.xlsx"):
        read_workbook(tmp_path / "none.xlsx")


def test_missing_packages_are_one_clear_line(tiny, opened, monkeypatch):
    path = opened(tiny)
    real = builtins.__import__

    def without(name, *rest):
        if name == "python_calamine":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "python_calamine", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(FileFaultError, match=r'pip install "stockposture\[excel\]"') as caught:
        read_workbook(path)
    assert "\n" not in str(caught.value)


def test_a_trace_across_two_blocks_is_seen(monkeypatch):
    # Every block size: the error cell must be found wherever the file is cut.
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c></row></sheetData></worksheet>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("sheet.xml", sheet)
    for size in range(1, len(sheet) + 1):
        monkeypatch.setattr("stockposture.io.excel.scan.CHUNK", size)
        with zipfile.ZipFile(held) as archive:
            facts = scan_sheet(archive, "sheet.xml")
        assert facts.errors == {(1, 1): "#N/A"}
        assert (facts.height, facts.width, facts.cells) == (1, 1, 1)
