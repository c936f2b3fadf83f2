"""Which folders are ours to replace: those that hold what we wrote, all of it unchanged, and nothing else."""

import json
import zlib
from pathlib import Path

from stockposture_models.errors import FileFaultError

#: In every folder we write: its kind, and the size and CRC-32 of every file we put there.
MARKER = ".stockposture.json"

_PIECE = 1 << 20


def mark(folder: Path, kind: str) -> None:
    """Write the marker into a folder that is complete.

    Raises
    ------
    OSError
        The system refused.
    """
    files = {name: [path.stat().st_size, _checksum(path)] for name, path in _files(folder).items()}
    (folder / MARKER).write_text(json.dumps({"kind": kind, "files": files}) + "\n", encoding="utf-8")


def kind_of(folder: Path) -> str | None:
    """Return the kind of a folder that we wrote, ``None`` of any other; what it holds is not looked at."""
    try:
        return str(json.loads((folder / MARKER).read_text(encoding="utf-8"))["kind"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def refuse_foreign(folder: Path, kind: str) -> None:
    """Accept only a folder of this kind as we left it: a run can make all of it again.

    Raises
    ------
    FileFaultError
        The folder is not ours, holds another kind, or something was added to it or changed in it.
    OSError
        The system refused.
    """
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        found = str(marker["kind"])
        known = {str(name): (int(size), int(crc)) for name, (size, crc) in marker["files"].items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        raise FileFaultError(
            f"{folder}: is not empty and was not written by stockposture; it is left alone"
            " -> choose another name, or move its contents away"
        ) from None
    if found != kind:
        raise FileFaultError(f"{folder}: holds a {found}, not a {kind}; it is left alone -> choose another name")
    files = {name: path for name, path in _files(folder).items() if name != MARKER}
    _refuse(folder, "holds files that stockposture did not put there", sorted(set(files) - set(known)))
    changed = [
        name
        for name, path in sorted(files.items())
        if path.stat().st_size != known[name][0] or _checksum(path) != known[name][1]
    ]
    _refuse(folder, "was changed since stockposture wrote it", changed)


def _refuse(folder: Path, problem: str, names: list[str]) -> None:
    if names:
        shown = ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
        raise FileFaultError(f"{folder}: {problem} ({shown}); it is left alone -> move it away, or choose another name")


def _files(folder: Path) -> dict[str, Path]:
    """Return everything below the folder that is not a plain folder, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _checksum(path: Path) -> int:
    """Return the CRC-32 of a file: it tells an edit from none, and reads a gigabyte a second."""
    total = 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            total = zlib.crc32(piece, total)
    return total
