"""Bad input, "Files": each line is a test."""

import os
from pathlib import Path

import pytest

from stockposture.io.read import read_case
from stockposture_models.errors import BadInputError, FileFaultError
from stockposture_models.findings import Severity

FAULT, WARNING, REPAIR = Severity.FAULT, Severity.WARNING, Severity.REPAIR


def test_sound_case_has_no_findings(folder):
    case = folder.read()
    assert case.findings == ()
    assert case.items["sku"].tolist() == ["BOLT-1", "PUMP-2"]
    assert case.items["max_buffer"].isna().tolist() == [True, False]
    assert case.suppliers["nearshore"].tolist() == [False, True]


REPAIRED = {
    "BOM": (lambda f: f.change("items", lambda t: "\ufeff" + t), "BOM"),
    "UTF-16 with BOM": (lambda f: f.change("items", lambda t: "\ufeff" + t, "utf-16-le"), "UTF-16"),
    "UTF-16 big-endian": (lambda f: f.change("items", lambda t: "\ufeff" + t, "utf-16-be"), "big-endian"),
    "; as separator": (lambda f: f.change("items", lambda t: t.replace(",", ";")), "semicolon"),
    "tab as separator": (lambda f: f.change("items", lambda t: t.replace(",", "\t")), "tab"),
    "sep= line": (lambda f: f.change("items", lambda t: "sep=;\n" + t.replace(",", ";")), "semicolon"),
    "pipe as separator": (lambda f: f.change("offers", lambda t: t.replace(",", "|")), "pipe"),
    "header case": (
        lambda f: f.change("items", lambda t: t.replace("demand_mean", "Demand_Mean")),
        "Demand_Mean",
    ),
    "header spaces": (
        lambda f: f.change("items", lambda t: t.replace("demand_mean", " demand mean ")),
        "demand mean",
    ),
    "header units": (
        lambda f: f.change("items", lambda t: t.replace("demand_mean", "demand_mean [1/d]")),
        "[1/d]",
    ),
    "header with a line break": (
        lambda f: f.change("items", lambda t: t.replace("demand_mean", '"demand\nmean"')),
        "demand",
    ),
    "CR line ends": (lambda f: f.change("items", lambda t: t.replace("\n", "\r")), "CR"),
    "blank rows": (
        lambda f: f.change("items", lambda t: t.replace("PUMP", "\n,,,,,,,,,,,,\nPUMP")),
        "2 blank rows",
    ),
    "column without name, blank": (
        lambda f: f.change("items", lambda t: "\n".join(line + "," for line in t.splitlines())),
        "without name",
    ),
}


@pytest.mark.parametrize(("edit", "words"), REPAIRED.values(), ids=REPAIRED)
def test_repaired(folder, edit, words):
    whole = folder.read().digest
    edit(folder)
    finding = folder.only(REPAIR)
    assert words in finding.problem
    assert finding.file in ("items.csv", "offers.csv")
    assert folder.read().digest == whole


REFUSED = {
    "UTF-16 without BOM": (
        lambda f: f.change("items", lambda t: t, "utf-16-le"),
        None,
        "UTF-16",
        "--encoding",
    ),
    "cp1252 bytes": (
        lambda f: f.change("items", lambda t: t.replace("Pump", "Pümp"), "cp1252"),
        3,
        "byte 0xfc at position",
        "--encoding cp1252",
    ),
    "NUL": (lambda f: f.change("items", lambda t: t.replace("Pump", "P\0mp")), 3, "NUL", "export it again"),
    "unclosed quote": (
        lambda f: f.change("items", lambda t: t.replace("Pump", '"Pump')),
        3,
        "line 3",
        "close it",
    ),
    "unclosed quote in the last cell": (
        lambda f: f.change("items", lambda t: t.rstrip("\n").removesuffix("40") + '"40'),
        3,
        "line 3 is never closed",
        "close it",
    ),
    "unclosed quote that the next line closes": (
        lambda f: f.change("items", lambda t: t.replace("Bolt", '"Bolt').replace("Pump", '"Pump"')),
        2,
        "not closed before a cell of line 3",
        "close it",
    ),
    "row too long": (
        lambda f: f.change("items", lambda t: t.replace("Pump", "Pump,x")),
        3,
        "14 cells",
        "header has",
    ),
    "row too short": (
        lambda f: f.change("items", lambda t: t.replace("Pump,", "")),
        3,
        "12 cells",
        "header has",
    ),
    "0 bytes": (lambda f: f.change("items", lambda t: ""), None, "0 bytes", "header"),
    "white space only": (lambda f: f.change("items", lambda t: " \n\n"), None, "white space", "header"),
    "header only": (
        lambda f: f.change("items", lambda t: t.split("\n")[0]),
        None,
        "no rows",
        "at least one row",
    ),
    "no header": (
        lambda f: f.change("items", lambda t: t.split("\n", 1)[1]),
        1,
        "no header",
        "sku, demand_mean",
    ),
    "duplicate header": (
        lambda f: f.change("items", lambda t: t.replace("description", "demand_sd")),
        1,
        "columns 2 and 4",
        "keep one",
    ),
    "column without name": (
        lambda f: f.change("items", lambda t: t.replace("description", "")),
        1,
        "column 2 has no name",
        "name the column",
    ),
    "unknown header with the nearest name": (
        lambda f: f.change("items", lambda t: t.replace("demand_mean", "demand_maen")),
        1,
        "unknown column",
        "'demand_mean'",
    ),
    "unknown header that holds a required name": (
        lambda f: f.change("items", lambda t: t.replace("sku", "sku_id", 1)),
        1,
        "unknown column",
        "'sku'",
    ),
    "repeated header row": (
        lambda f: f.change("items", lambda t: t + t.split("\n")[0] + "\n"),
        4,
        "repeated",
        "remove the row",
    ),
    "totals row at the end": (
        lambda f: f.change("items", lambda t: t + "Total,,12,5,105,,,,,,,,\n"),
        4,
        "totals row",
        "remove the row",
    ),
    "totals row without key": (
        lambda f: f.change("items", lambda t: t + ",TOTAL:,12,5,105,,,,,,,,\n"),
        4,
        "totals row",
        "remove the row",
    ),
    "cell over 32,767 characters": (
        lambda f: f.put("items", 3, description="x" * 32_768),
        3,
        "32,767",
        "shorten",
    ),
}


@pytest.mark.parametrize(("edit", "row", "words", "remedy"), REFUSED.values(), ids=REFUSED)
def test_refused(folder, edit, row, words, remedy):
    edit(folder)
    findings = [finding for finding in folder.findings() if finding.is_fault and finding.file == "items.csv"]
    assert len(findings) == 1, [str(finding) for finding in findings]
    assert findings[0].row == row
    assert words in findings[0].problem
    assert remedy in f"{findings[0].problem} {findings[0].remedy}"
    assert findings[0].remedy


def test_cell_of_32767_characters_is_fine(folder):
    folder.put("items", 3, description="x" * 32_767)
    assert folder.read().findings == ()


def test_header_only_in_an_optional_table_is_a_warning(folder):
    folder.put("suppliers", 2, region="")
    folder.change("regions", lambda text: text.split("\n")[0])
    finding = folder.only(WARNING)
    assert finding.file == "regions.csv"
    assert "no rows" in finding.problem
    assert finding.remedy
    assert len(folder.read().regions) == 0


def test_unknown_header_far_from_any_is_a_warning(folder):
    folder.change("items", lambda text: text.replace("description", "colour"))
    finding = folder.only(WARNING)
    assert (finding.file, finding.row, finding.column) == ("items.csv", 1, "colour")
    assert finding.remedy


def test_cp1252_with_encoding_option(folder):
    folder.change("items", lambda text: text.replace("Pump", "Pümp"), "cp1252")
    folder.raw |= {table: folder.text(table).encode("cp1252") for table in folder.tables if table != "items"}
    assert folder.read(encoding="cp1252").items["description"].tolist() == ["Bolt", "Pümp"]


def test_unknown_encoding(folder):
    finding = next(finding for finding in folder.findings(encoding="utf-9") if finding.file == "items.csv")
    assert "'utf-9' is not known" in finding.problem


@pytest.mark.parametrize("broken", ["demand", '"Two\nlines, quoted"'], ids=["plain", "after a quoted line break"])
def test_rows_are_lines_as_an_editor_shows_them(folder, broken):
    quoted = broken.startswith('"')
    text = folder.text("items").replace("Bolt", broken if quoted else "Bolt").replace("PUMP", "\nPUMP")
    folder.change("items", lambda _: text.replace("PUMP-2,Pump,2,", "PUMP-2,Pump,two,"))
    finding = folder.only(FAULT)
    # Header, the bolt on one line or two, a blank line, the pump.
    assert (finding.row, finding.column, finding.value) == (5 if quoted else 4, "demand_mean", "two")


def test_inch_marks_inside_a_cell_are_text(folder):
    folder.change("items", lambda text: text.replace("Bolt", '3" bolt').replace("Pump", 'Pump 2" wide'))
    assert folder.read().items["description"].tolist() == ['3" bolt', 'Pump 2" wide']


def test_windows_line_breaks(folder):
    whole = folder.read().digest
    folder.change("items", lambda text: text.replace("\n", "\r\n"))
    assert folder.read().digest == whole


def test_separator_in_quotes(folder):
    folder.put("items", 2, description='Bolt, "steel"; M4')
    assert folder.read().items.loc[0, "description"] == 'Bolt, "steel"; M4'


def test_guarded_formula_text_reads_back(folder):
    folder.put("items", 2, description="'=1+1")
    assert folder.read().items.loc[0, "description"] == "=1+1"
    assert "apostrophe" in folder.only(REPAIR).problem


def test_all_faults_of_all_tables_at_once(folder):
    folder.put("items", 2, demand_mean="ten")
    folder.put("suppliers", 3, disruption_rate="-1")
    folder.put("offers", 4, unit_price="$90")
    folder.settings = "capital_cap = -5\nmip_gap = 2\n"
    with pytest.raises(BadInputError) as caught:
        folder.read()
    places = {(finding.file, finding.row, finding.column) for finding in caught.value.findings}
    assert places == {
        ("items.csv", 2, "demand_mean"),
        ("suppliers.csv", 3, "disruption_rate"),
        ("offers.csv", 4, "unit_price"),
        ("settings.toml", None, "capital_cap"),
        ("settings.toml", None, "mip_gap"),
    }
    assert str(caught.value).startswith("5 faults in the input:")


def test_missing_required_table(folder):
    folder.write()
    (folder.path / "offers.csv").unlink()
    with pytest.raises(BadInputError) as caught:
        read_case(folder.path)
    (finding,) = caught.value.findings
    assert finding.problem == "table offers is missing"
    assert "offers.csv" in finding.remedy


def test_optional_tables_may_be_absent(folder):
    del folder.tables["warehouses"], folder.tables["regions"]
    folder.put("items", 2, warehouse="")
    folder.put("suppliers", 2, region="")
    case = folder.read()
    assert list(case.regions.columns) == ["region", "disruption_rate", "disruption_days"]
    assert len(case.regions) == len(case.warehouses) == 0


def test_table_twice(folder):
    folder.write()
    (folder.path / "items.parquet").write_bytes(b"PAR1")
    with pytest.raises(BadInputError, match=r"items\.csv and items\.parquet"):
        read_case(folder.path)


def test_misspelt_file_is_pointed_at(folder):
    folder.write()
    (folder.path / "warehouse.csv").write_text("warehouse\nW9\n")
    finding = next(finding for finding in read_case(folder.path).findings)
    assert (finding.severity, finding.file) == (WARNING, "warehouse.csv")


@pytest.mark.parametrize("name", ["nowhere", "nowhere.xlsx"])
def test_missing_folder_is_a_file_fault(tmp_path: Path, name):
    with pytest.raises(FileFaultError, match="is not there"):
        read_case(tmp_path / name)


def test_unreadable_file_is_a_file_fault(folder):
    folder.write()
    (folder.path / "items.csv").unlink()
    (folder.path / "items.csv").symlink_to("items.csv")
    with pytest.raises(FileFaultError, match=r"items\.csv cannot be read"):
        read_case(folder.path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of POSIX systems")
@pytest.mark.parametrize("name", ["items.csv", "settings.toml"])
def test_a_pipe_is_refused_not_waited_for(folder, name):
    folder.write()
    (folder.path / name).unlink(missing_ok=True)
    os.mkfifo(folder.path / name)
    with pytest.raises(FileFaultError, match=r"it is a pipe or a device, not a file"):
        read_case(folder.path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_a_link_to_a_device_without_end_is_refused(folder):
    folder.write()
    (folder.path / "items.csv").unlink()
    (folder.path / "items.csv").symlink_to("/dev/zero")
    with pytest.raises(FileFaultError, match=r"it is a pipe or a device, not a file"):
        read_case(folder.path)


def test_rows_below_a_header_of_two_lines(folder):
    text = folder.text("items").replace("demand_mean", '"demand\nmean"').replace("Pump,2,", "Pump,two,")
    folder.change("items", lambda _: text)
    assert folder.only(FAULT).row == 4


def test_a_single_csv_is_refused(folder):
    folder.write()
    with pytest.raises(BadInputError, match="neither a folder"):
        read_case(folder.path / "items.csv")


SETTINGS = {
    "not TOML": ("capital_cap = 2,5\n", 1, None, "name = value"),
    "a number of thousands of digits": (f"capital_cap = {'9' * 5000}\n", None, None, "shorten the number"),
    "brackets without end": (f"capital_cap = {'[' * 5000}\n", None, None, "take out the brackets"),
    "unknown setting": ("capitol_cap = 5\n", None, "capital_cap", "capital_cap"),
    "unknown term of a posture": (
        "[postures.jit]\nprogram_cost = 5\n",
        None,
        "postures.jit",
        "programme_cost",
    ),
    "true for a number": ("capital_cap = true\n", None, "capital_cap", "give a number"),
    "inf": ("capital_cap = inf\n", None, "capital_cap", "absent: no cap"),
    "out of bounds": ("mip_gap = 1.5\n", None, "mip_gap", "best possible"),
    "no such word": ('space_basis = "peek"\n', None, "space_basis", "space"),
}


@pytest.mark.parametrize(("text", "row", "column", "remedy"), SETTINGS.values(), ids=SETTINGS)
def test_settings_refused(folder, text, row, column, remedy):
    folder.settings = text
    finding = folder.only(FAULT)
    assert finding.file == "settings.toml"
    assert finding.row == row
    assert remedy in finding.remedy
    if "unknown" not in finding.problem:
        assert finding.column == column


def test_one_term_of_a_posture_keeps_the_others(folder):
    folder.settings = "[postures.jit]\nprogramme_cost = 5\n"
    jit = folder.read().settings.postures.jit
    assert (jit.programme_cost, jit.order_interval_days) == (5, (1, 2, 5, 7, 14))


def test_a_plan_given_as_a_case_is_told_where_its_case_is(tmp_path: Path) -> None:
    for name in ("plan.csv", "summary.json"):
        (tmp_path / name).touch()
    with pytest.raises(FileFaultError, match=r"is a plan, not a case: .*case$"):
        read_case(tmp_path)
