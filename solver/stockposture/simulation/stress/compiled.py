"""The decorator of compiled loops that call the simulator's kernel from this folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from stockposture.simulation import kernel
from stockposture_models.theory import compiled as theory

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile as in :func:`stockposture_models.theory.compiled.compiled`.

    The stamp of what is kept on disk covers this folder and, as its kernel is compiled in, the simulator's.
    """
    dispatcher = theory.compiled(function)
    theory.stamp_with(dispatcher, theory.sources_digest(Path(kernel.__file__).parent))
    return dispatcher
