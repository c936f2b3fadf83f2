"""The decorator of the compiled inner loops."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile a function to machine code on first use and keep it on disk; its type stays as written.

    The compiled code of a function holds that of the functions it calls, and is remade only when the
    function's own file changes: after editing another, delete ``__pycache__/*.nb?`` beside it.
    """
    return cast(Function, numba.njit(cache=True, error_model="numpy")(function))
