"""The decorator of the compiled inner loops."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from stockposture_models.theory.kept_code import LaterCode, kept_code

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile a function to machine code on first use and keep it on disk; its type stays as written.

    Numba takes kept code for fresh while the file of the function itself is unchanged. Ours inlines functions and
    record layouts of the files beside it and of the theory: code kept from before a change there would write past its
    arrays. So the stamp of what is kept covers all of them: every source of the function's own part with all its
    folders, of the theory's and of the candidates'. The code runs without the interpreter's lock.
    """
    return _kept(function, numba.njit(error_model="numpy", nogil=True)(function))


def compiled_inner(function: Function) -> Function:
    """Compile a function that makes no arrays, without counting the references to those it is given.

    The count of an array taken from a record goes up and down at every use, each time across all cores: in the
    innermost loops that is most of the work. The caller holds the arrays. Numba refuses where one is made.
    """
    bare: Any = numba.njit  # its type leaves out the option without run-time counts
    return _kept(function, bare(error_model="numpy", nogil=True, _nrt=False)(function))


def compiled_lane(function: Function) -> Function:
    """Compile as :func:`compiled_inner` does, for use within a loop over several numbers at a time: no call is left."""
    bare: Any = numba.njit
    return _kept(function, bare(error_model="numpy", nogil=True, forceinline=True, _nrt=False)(function))


def compiled_once(function: Function) -> Function:
    """Compile as :func:`compiled_inner` does what has one caller, as a part of it.

    A record of arrays is passed field by field, seven words an array: a call can cost more than what it is for.
    """
    return compiled_lane(function)


def _kept(function: Function, dispatcher: Any) -> Function:
    """Have numba keep a function, stamped; what is inlined into others is never looked for, so neither is its place."""
    dispatcher._cache = LaterCode(lambda: _stamped(function, dispatcher))
    return cast(Function, dispatcher)


def _stamped(function: Function, dispatcher: Any) -> Any:
    """Return what is kept of a function, with the stamp of all sources it may be made of."""
    kept_code(dispatcher)
    own, theory = part_of(Path(cast(Any, function).__code__.co_filename)), Path(__file__).parent
    for folder in (own, theory, theory.parent / "candidates"):
        stamp_with(dispatcher, sources_digest(folder))
    return dispatcher._cache


def stamp_with(dispatcher: Any, digest: str) -> None:
    """Add a digest to the stamp by which numba knows kept code from stale; keep nothing if it has no such stamp."""
    kept: Any = getattr(getattr(dispatcher, "_cache", None), "_cache_file", None)
    if kept is not None and hasattr(kept, "_source_stamp"):
        kept._source_stamp = (*kept._source_stamp, digest)
    else:
        dispatcher._cache.disable()


def part_of(source: Path) -> Path:
    """Return the folder of the part that a source belongs to: the one right under the root of its packages."""
    folder = source.parent
    while (folder.parent.parent / "__init__.py").exists():
        folder = folder.parent
    return folder


@cache
def sources_digest(folder: Path) -> str:
    """Return the SHA-256 of all sources in a folder and the folders within, hexadecimal."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
