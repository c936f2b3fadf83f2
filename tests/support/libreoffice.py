"""LibreOffice without a window: opens a workbook as a person would, and says what it holds."""

import shutil
import subprocess
from pathlib import Path

PATIENCE = 240


def libreoffice() -> str | None:
    """Return the program, if it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def saved_again(book: Path, folder: Path) -> Path:
    """Open a workbook and save it into a folder as a workbook of LibreOffice's own."""
    program = libreoffice()
    assert program is not None
    done = subprocess.run(
        [program, f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}", "--headless", "--norestore",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(book)],
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    saved = folder / book.name
    assert saved.exists(), done.stdout + done.stderr
    return saved
