"""Files of pictures: the same bytes, no global state, plain words, a clear line where the library is missing."""

import os
import subprocess
import sys
import threading
import xml.etree.ElementTree as ET

import pytest

from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.words import words
from stockposture_models.errors import FileFaultError
from support.hostile import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"

_PROGRAM = """
import hashlib, sys
from stockposture.report.pictures.picture import Picture
def draw(figure):
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], "o", clip_on=True)
    axes.bar([0], [1], hatch="//")
    axes.set_title("cost, EUR")
picture = Picture(name="a", title="A", description="B", draw=draw)
print(hashlib.sha256(picture.svg().encode() + picture.png()).hexdigest(), "matplotlib.pyplot" in sys.modules)
"""


def _picture(text="text"):
    def draw(figure):
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], "o")
        axes.bar([0], [1], hatch="//")
        axes.set_title(words(text))
        axes.set_xlabel(words(text))
        axes.annotate(words(text), (0, 0))

    return Picture(name="a-picture", title=f"Title of {text}", description=f"All of {text}", draw=draw)


def test_same_bytes_in_any_process(tmp_path):
    """Another process, another hash seed, another time zone, a user's own style: no difference."""
    style = tmp_path / "matplotlibrc"
    style.write_text("font.size: 25\naxes.facecolor: red\nsvg.fonttype: path\nsavefig.dpi: 30\n", encoding="utf-8")
    changes = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "SOURCE_DATE_EPOCH": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "MATPLOTLIBRC": str(style), "DISPLAY": ""},
    ]
    said = [
        subprocess.run(
            [sys.executable, "-c", _PROGRAM], env={**os.environ, **change}, check=True, capture_output=True, text=True
        ).stdout
        for change in changes
    ]
    assert said[0] == said[1]
    assert said[0].endswith("False\n")  # no figures kept in the library's own list


def test_settings_are_put_back():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    _picture().png()
    assert dict(mpl.rcParams) == before


def test_drawn_at_once_by_threads():
    alone = _picture().png()
    found = []
    threads = [threading.Thread(target=lambda: found.append(_picture().png())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 3


def test_files(tmp_path):
    paths = _picture().write(tmp_path)
    assert [path.name for path in paths] == ["a-picture.svg", "a-picture.png"]
    assert paths[1].read_bytes().startswith(b"\x89PNG")
    assert b"\r" not in paths[0].read_bytes()


def test_says_what_it_shows():
    root = ET.fromstring(_picture("costs").svg())
    assert root.get("role") == "img"
    parts = {part.get("id"): part.text for part in root}
    assert [parts[name] for name in root.get("aria-labelledby").split()] == ["Title of costs", "All of costs"]
    assert root.find(f"{SVG}metadata") is None
    assert root.find(f".//{SVG}style") is None


def test_within_a_page_there_is_no_address_and_every_reference_resolves():
    inline = _picture().inline_svg()
    assert "http" not in inline
    assert inline.startswith("<svg ")
    root = ET.fromstring(inline)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("a-picture-") for name in ids)
    used = [element.get("href") for element in root.iter() if element.get("href")]
    used += [value[4:-1] for element in root.iter() for value in element.attrib.values() if value.startswith("url(#")]
    assert used
    assert {name.removeprefix("#") for name in used} <= set(ids)
    assert root.get("width") is None


@pytest.mark.parametrize("name", HOSTILE)
def test_names_stay_text(name):
    picture = _picture(name)
    root = ET.fromstring(picture.svg())
    assert not [element for element in root.iter() if element.tag.lower().endswith("script")]
    texts = ["".join(element.itertext()).strip() for element in root.iter(f"{SVG}text")]
    assert texts.count(words(name)) == 3
    assert picture.png().startswith(b"\x89PNG")


def test_missing_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(FileFaultError, match=r'^drawing pictures needs .* pip install "stockposture\[pictures\]"$'):
        _picture().svg()
