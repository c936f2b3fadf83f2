"""A file of a folder, never outside it."""

from pathlib import Path

from stockposture_models.errors import FileFaultError


def inside(folder: Path, name: str) -> Path:
    r"""Return ``folder / name``, where the name may come from a table.

    Raises
    ------
    FileFaultError
        The name would lead elsewhere (``..``, ``/``, ``\``, a drive) or is none.

    Examples
    --------
    >>> inside(Path("plan"), "plan.csv").as_posix()
    'plan/plan.csv'
    """
    if name.strip(" .") == "" or any(mark in name for mark in "/\\:\0") or not name.isprintable():
        raise FileFaultError(f"{folder}: {name!r} cannot name a file in it -> rename it without .. / \\ :")
    return folder / name
