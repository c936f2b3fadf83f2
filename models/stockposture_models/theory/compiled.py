"""The decorator of the compiled inner loops."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile a function to machine code on first use and keep it on disk; its type stays as written.

    Numba takes kept code for fresh while the file of the function itself is unchanged. Ours inlines functions and
    record layouts of the files beside it and of the theory: code kept from before a change there would write past its
    arrays. So the stamp of what is kept covers all of them: every source of the function's own folder, of the theory's
    and of the candidates'. The code runs without the interpreter's lock.
    """
    dispatcher = numba.njit(cache=True, error_model="numpy", nogil=True)(function)
    own, theory = Path(cast(Any, function).__code__.co_filename).parent, Path(__file__).parent
    for folder in (own, theory, theory.parent / "candidates"):
        stamp_with(dispatcher, sources_digest(folder))
    return cast(Function, dispatcher)


def stamp_with(dispatcher: Any, digest: str) -> None:
    """Add a digest to the stamp by which numba knows kept code from stale; keep nothing if it has no such stamp."""
    kept: Any = getattr(getattr(dispatcher, "_cache", None), "_cache_file", None)
    if kept is not None and hasattr(kept, "_source_stamp"):
        kept._source_stamp = (*kept._source_stamp, digest)
    else:
        dispatcher._cache.disable()


@cache
def sources_digest(folder: Path) -> str:
    """Return the SHA-256 of all sources in a folder, hexadecimal."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
