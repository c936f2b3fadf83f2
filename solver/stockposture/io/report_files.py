"""Reports as files: one page, one workbook, or a folder of both; replaced only if they are ours and as we left them."""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from stockposture.io.atomic import ensure_writable, whole_file, whole_folder
from stockposture.io.inside import inside
from stockposture.io.ours import kind_of
from stockposture_models.errors import FileFaultError

KIND = "report"
PAGE, WORKBOOK = ".html", ".xlsx"

#: Last line of a page: the CRC-32 of all before it tells an edit from none.
_SEAL = "<!-- stockposture {crc:08x} -->\n"
_SEALED = re.compile(rb"<!-- stockposture ([0-9a-f]{8}) -->\n\Z")
#: What a workbook's properties say of who saved it last, and when.
_CORE = "docProps/core.xml"
_AUTHOR = re.compile(rb"<cp:lastModifiedBy>stockposture</cp:lastModifiedBy>")
_TIMES = re.compile(rb"<dcterms:(?:created|modified)[^>]*>([^<]*)<")
#: What our archives say of when each part of a workbook was made.
_UNDATED = (1980, 1, 31, 0, 0, 0)


def ensure_report_writable(target: Path) -> None:
    """Find out before the work begins whether a report can be written to ``target`` after it.

    Raises
    ------
    FileFaultError
        ``target`` ends in something else than ``.html`` or ``.xlsx`` and so is to be a folder, but is none of ours; is
        a file that is not ours or was changed since; lies in a folder that stockposture wrote; or the system refuses.
    """
    _refuse_inside(target)
    if is_page(target) or is_workbook(target):
        ensure_writable(target)
        _refuse_foreign(target)
    else:
        ensure_writable(target, kind=KIND)


def is_page(target: Path) -> bool:
    """Return whether a name is that of a page."""
    return target.suffix.lower() == PAGE


def is_workbook(target: Path) -> bool:
    """Return whether a name is that of a workbook."""
    return target.suffix.lower() == WORKBOOK


def write_page(target: Path, page: str) -> None:
    """Write a page, whole or not at all.

    Raises
    ------
    FileFaultError
        As :func:`ensure_report_writable`; what was there is untouched.
    """
    _refuse_inside(target)
    with whole_file(target) as draft:
        _refuse_foreign(target)
        draft.write_bytes(_sealed(page))


def write_workbook(target: Path, write: Callable[[Path], None]) -> None:
    """Have a workbook written, whole or not at all.

    Raises
    ------
    FileFaultError
        As :func:`ensure_report_writable`; what was there is untouched.
    """
    _refuse_inside(target)
    with whole_file(target) as draft:
        _refuse_foreign(target)
        write(draft)


def write_report_folder(
    target: Path, page: str, write_book: Callable[[Path], None], pictures: Mapping[str, str]
) -> list[Path]:
    """Write a folder of page, workbook and pictures, whole or not at all; return the files.

    Parameters
    ----------
    target
        Folder to write; replaced if it is a report folder we wrote.
    page
        HTML.
    write_book
        Writes the workbook.
    pictures
        SVG by the stem of its file.

    Raises
    ------
    FileFaultError
        As :func:`ensure_report_writable`; what was there is untouched.
    """
    _refuse_inside(target)
    with whole_folder(target, kind=KIND) as folder:
        (folder / f"report{PAGE}").write_bytes(_sealed(page))
        write_book(folder / f"report{WORKBOOK}")
        for stem, svg in pictures.items():
            inside(folder, f"{stem}.svg").write_text(svg, encoding="utf-8", newline="\n")
    return [target / f"report{PAGE}", target / f"report{WORKBOOK}", *(target / f"{stem}.svg" for stem in pictures)]


def _sealed(page: str) -> bytes:
    written = page.encode()
    return written + _SEAL.format(crc=zlib.crc32(written)).encode()


def _refuse_foreign(target: Path) -> None:
    """Accept a file that is not there yet, or is ours and as we left it."""
    if not target.exists():
        return
    try:
        ours = _is_our_workbook(target) if is_workbook(target) else _is_our_page(target)
    except OSError as error:
        raise FileFaultError(f"{target}: {error.strerror or error} -> choose another name") from error
    if not ours:
        raise FileFaultError(
            f"{target}: is there already, and is no report of stockposture or was changed since; it is left alone"
            " -> choose another name, or move it away"
        )


def _is_our_page(path: Path) -> bool:
    written = path.read_bytes()
    seal = _SEALED.search(written)
    return seal is not None and int(seal[1], 16) == zlib.crc32(written[: seal.start()])


def _is_our_workbook(path: Path) -> bool:
    """Return whether we saved a workbook last: who edits one saves it at another time, or dates what is in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            core = archive.read(_CORE)
            dates = {entry.date_time for entry in archive.infolist()}
    except (zipfile.BadZipFile, KeyError):
        return False
    return _AUTHOR.search(core) is not None and len(set(_TIMES.findall(core))) == 1 and dates == {_UNDATED}


def _refuse_inside(target: Path) -> None:
    for parent in target.absolute().parents:
        kind = kind_of(parent)
        if kind is not None:
            raise FileFaultError(
                f"{target}: lies in {parent}, a {kind} that stockposture wrote -> name a file or folder outside it"
            )
