"""Files and folders that appear whole or not at all.

What is written goes beside its target under a recognisable name (``.plan.stockposture-new-...``) and is
renamed into place when it is complete and on the disk. So after a full disk, an error, Ctrl-C, ``kill -9`` or
a power cut the target is either the old one or the new one, never a part.

- An existing folder is swapped with the new one in a single step where the system can (Linux). Elsewhere the
  old one is renamed aside (``.plan.stockposture-old``) and the new one takes its place; killed between the
  two, the old one is put back by the next run or by :func:`restore`.
- What a killed run left beside the target is removed by the next run into it.
- A folder is replaced only if it is one of ours, of the same kind, and as we left it
  (:mod:`stockposture.io.ours`). Nobody's data is lost by a mistyped ``--out``.
"""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stockposture.io.exchange import exchange
from stockposture.io.lock import sole_run
from stockposture.io.ours import MARKER, mark, refuse_foreign
from stockposture.io.sql.database import masked, was_url
from stockposture_models.errors import FileFaultError

_REMEDIES = {
    errno.ENOSPC: "free some space or choose another target",
    errno.EDQUOT: "your quota is used up: free some space or choose another target",
    errno.EFBIG: "the file is larger than the system allows: choose another target",
    errno.EACCES: "you may not write there: choose another target or ask for the right to",
    errno.EPERM: "you may not write there: choose another target or ask for the right to",
    errno.EROFS: "the file system is read-only: choose another target",
    errno.EBUSY: "the target is in use (a mount point, an open folder): close it or choose another target",
    errno.ENAMETOOLONG: "the name is too long: choose a shorter one",
}


@contextmanager
def whole_folder(target: Path, *, kind: str, replace: bool = True, keep: bool = False) -> Iterator[Path]:
    """Give a folder to fill; it takes the place of ``target`` when the block ends without an error.

    Parameters
    ----------
    target
        Folder to write. Missing parents are made.
    kind
        What it holds (``plan``, ``case``, ...); an existing folder is replaced only by its own kind.
    replace
        Whether an existing folder of ours may be replaced at all.
    keep
        Whether the folder begins as a copy of the target, to add something to it; otherwise it begins empty.

    Yields
    ------
    Path
        The folder to fill.

    Raises
    ------
    FileFaultError
        The target is a symlink or a file, is not ours or was changed since, is being written by another run,
        or the system refused (disk full, no right to write). The target is as it was.
    """
    with _replacing(target, replace=replace, kind=kind) as draft:
        if keep and target.is_dir():
            shutil.copytree(target, draft, ignore=lambda _, names: {MARKER} & set(names))
        else:
            draft.mkdir()
        yield draft
        mark(draft, kind)
        _flush_tree(draft)


@contextmanager
def whole_file(target: Path, *, replace: bool = True) -> Iterator[Path]:
    """Give a path to write a file to; it takes the place of ``target`` when the block ends without an error.

    Parameters
    ----------
    target
        File to write. Missing parents are made.
    replace
        Whether an existing file may be replaced.

    Yields
    ------
    Path
        Where to write; it has the suffix of the target.

    Raises
    ------
    FileFaultError
        As :func:`whole_folder`.
    """
    with _replacing(target, replace=replace, kind=None) as draft:
        yield draft
        _flush(draft)


def ensure_writable(target: Path, *, kind: str | None = None, replace: bool = True) -> None:
    """Find out before the work begins whether ``target`` can be written after it.

    Parameters
    ----------
    target
        What will be written.
    kind
        Kind of folder; ``None`` for a file.
    replace
        Whether an existing target may be replaced.

    Raises
    ------
    FileFaultError
        As :func:`whole_folder`; nothing is left behind.
    """
    restore(target)
    _refuse(target, kind=kind, replace=replace)
    try:
        ancestor = target.absolute().parent
        while not ancestor.exists() and ancestor != ancestor.parent:
            ancestor = ancestor.parent
        with tempfile.TemporaryFile(dir=ancestor) as probe:
            probe.write(b"can this be written?")
            probe.flush()
    except OSError as error:
        raise _fault(target, error) from error


def restore(target: Path) -> None:
    """Put back an old folder that a run was killed while replacing. Harmless if there is none.

    Raises
    ------
    FileFaultError
        Another run is replacing it this moment, or the system refused.
    """
    _refuse_name(target)
    try:
        old = _beside(target, "old")
        if old.is_dir() and not old.is_symlink() and not os.path.lexists(target):
            with sole_run(_beside(target, "lock"), target):
                _recover(target)
    except OSError as error:
        raise _fault(target, error) from error


@contextmanager
def _replacing(target: Path, *, replace: bool, kind: str | None) -> Iterator[Path]:
    """Yield the path of a draft beside the target; put it in place, or remove it."""
    _refuse_name(target)
    made: list[Path] = []
    try:
        try:
            made = _make_parents(target.absolute().parent)
            with sole_run(_beside(target, "lock"), target):
                _recover(target)
                _refuse(target, kind=kind, replace=replace)
                # A random name: a draft that could not be removed must not stop the next run.
                suffix = target.suffix if kind is None else ""
                draft = _beside(target, f"new-{os.urandom(4).hex()}{suffix}")
                try:
                    yield draft
                    _refuse(target, kind=kind, replace=replace)
                    _put_in_place(draft, target)
                finally:
                    _remove(draft)
        except OSError as error:
            raise _fault(target, error) from error
    except BaseException:
        for parent in reversed(made):
            with suppress(OSError):
                parent.rmdir()
        raise


def _put_in_place(draft: Path, target: Path) -> None:
    if not draft.is_dir() or not target.exists():
        # One step: a file replaces a file, a folder takes a name that is free.
        draft.replace(target)
    elif not exchange(draft, target):
        old = _beside(target, "old")
        target.rename(old)
        try:
            draft.rename(target)
        except BaseException:
            old.rename(target)
            raise
        _remove(old)
    _flush(target.absolute().parent)


def _recover(target: Path) -> None:
    """Undo what a killed run left, the lock being held: restore the old target, remove drafts."""
    old = _beside(target, "old")
    if old.is_dir() and not old.is_symlink() and not os.path.lexists(target):
        old.rename(target)
    _remove(old)
    prefix = _beside(target, "new-").name
    for entry in os.scandir(target.absolute().parent):
        if entry.name.startswith(prefix):
            _remove(Path(entry.path))


def _remove(path: Path) -> None:
    """Remove a draft or an old target of ours, if it is there; a symlink itself, never what it points to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _refuse_name(target: Path) -> None:
    if target.name in {"", ".", ".."}:
        raise FileFaultError(f"{target}: not a name to write to -> name a new or an earlier target")
    if was_url(target):
        raise FileFaultError(f"{masked(str(target))}: only plans are written to a database -> name a folder or file")


def _refuse(target: Path, *, kind: str | None, replace: bool) -> None:
    """Refuse targets that are not ours to replace."""
    _refuse_name(target)
    try:
        if target.is_symlink():
            raise FileFaultError(f"{target}: is a symlink -> name the real target, or remove the link")
        if not os.path.lexists(target):
            return
        if kind is None:
            if not target.is_file():
                raise FileFaultError(f"{target}: is not a file -> choose another name")
        elif not target.is_dir():
            raise FileFaultError(f"{target}: is a file, but a folder is to be written -> choose another name")
        elif not any(target.iterdir()):
            return
        if not replace:
            raise FileFaultError(f"{target}: already exists -> choose another name, or remove it first")
        if kind is not None:
            refuse_foreign(target, kind)
    except OSError as error:
        raise _fault(target, error) from error


def _beside(target: Path, role: str) -> Path:
    """Return the path beside the target for a role; long names are shortened to what file systems take."""
    name = target.name
    if len(os.fsencode(name)) > 180:
        name = hashlib.sha256(os.fsencode(name)).hexdigest()[:32]
    return target.absolute().parent / f".{name}.stockposture-{role}"


def _make_parents(parent: Path) -> list[Path]:
    """Make the missing parents, outermost first, and return those made."""
    missing: list[Path] = []
    while not parent.exists():
        missing.insert(0, parent)
        parent = parent.parent
    for folder in missing:
        folder.mkdir(exist_ok=True)
    return missing


def _flush_tree(folder: Path) -> None:
    for root, _, names in os.walk(folder, topdown=False):
        for name in names:
            _flush(Path(root, name))
        _flush(Path(root))


def _flush(path: Path) -> None:
    """Have the system put a file, or the entries of a folder, on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fault(target: Path, error: OSError) -> FileFaultError:
    remedy = _REMEDIES.get(error.errno or 0, "mend that or choose another target")
    where = f" ({error.filename})" if error.filename and str(error.filename) != str(target) else ""
    return FileFaultError(f"{target}: {error.strerror or error}{where}; nothing was changed -> {remedy}")
