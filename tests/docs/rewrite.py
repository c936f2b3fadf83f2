"""Write what the commands of pages print into them: ``python tests/docs/rewrite.py [PAGE...]``.

Output that already matches stays as it is, ``...`` and seconds included; look through the rest before committing it.
Pages are played from their first command; Python at its prompt is only reported.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.pages.page import read_page
from support.pages.play import ROOT, Shelf, play


def main(arguments: list[str]) -> int:
    """Rewrite the pages named, or all; return how many differed."""
    paths = [Path(name).resolve() for name in arguments] or [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    pages = [page for page in map(read_page, paths) if page.steps]
    differing = 0
    with TemporaryDirectory() as scratch:
        shelf = Shelf(Path(scratch), pages)
        for page in pages:
            folder = Path(scratch) / page.path.stem / "checkout"
            folder.mkdir(parents=True)
            faults, text = play(page, folder, shelf)
            sys.stdout.writelines(f"{fault}\n" for fault in faults)
            differing += bool(faults)
            if text != page.text:
                page.path.write_text(text, encoding="utf-8")
                sys.stdout.write(f"written: {page.path}\n")
    return differing


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
