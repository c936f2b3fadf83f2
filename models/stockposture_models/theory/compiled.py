"""The decorator of the compiled inner loops."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile a function to machine code on first use and keep it on disk; its type stays as written."""
    return cast(Function, numba.njit(cache=True, error_model="numpy")(function))
