"""A folder of pictures, written whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stockposture.io.atomic import ensure_writable, whole_folder
from stockposture.io.ours import kind_of
from stockposture_models.errors import FileFaultError

KIND = "pictures"


def ensure_pictures_writable(target: Path) -> None:
    """Find out before the work begins whether pictures can be written to ``target`` after it.

    Raises
    ------
    FileFaultError
        As :func:`picture_folder`; nothing is left behind.
    """
    _refuse_inside(target)
    ensure_writable(target, kind=KIND)


@contextmanager
def picture_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill with pictures; it takes the place of ``target`` when the block ends.

    Raises
    ------
    FileFaultError
        ``target`` lies in a folder that stockposture wrote (it would no longer be as it was written), is not a folder
        of pictures as we left it, or the system refused. What was there is untouched.
    """
    _refuse_inside(target)
    with whole_folder(target, kind=KIND) as folder:
        yield folder


def _refuse_inside(target: Path) -> None:
    for parent in target.absolute().parents:
        kind = kind_of(parent)
        if kind is not None:
            raise FileFaultError(
                f"{target}: lies in {parent}, a {kind} that stockposture wrote -> name a folder outside it"
            )
