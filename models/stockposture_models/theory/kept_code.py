"""Kept machine code as it is loaded: without what only compiling needs, in a quarter of the time.

To load one function numba (0.61 to 0.68) first makes ready to compile: it imports what it can do with every type and
compiles its own counts of references, 0.15 s. And it takes apart a second form of each function, from which others
inline it: 0.2 s for what a plan needs. Code that is only run needs neither. Both are done once something is compiled:
numba makes ready itself, and the second form is taken apart when it is asked for.
"""

from collections.abc import Callable
from functools import cache, cached_property, partial
from importlib import import_module
from typing import Any

import llvmlite.binding as llvm
import numba
from numba.core.caching import CompileResultCacheImpl, FunctionCache

#: Major and minor version of numba of which the above is known; others load as they please.
_KNOWN = {(0, minor) for minor in range(61, 69)}
#: How numba calls a library kept as machine code and a form to inline from.
_MACHINE_CODE = "object"


class _Results(CompileResultCacheImpl):
    """Makes functions of what was kept of them."""

    def rebuild(self, target_context: Any, payload: Any) -> Any:
        """Return a function whose form to inline from is taken apart when asked for."""
        (name, kind, data), described, *rest = payload
        made: Any = super().rebuild
        if kind != _MACHINE_CODE:
            return made(target_context, payload)
        code, form = data
        # Numba takes from that form which functions there are; these two it asks for.
        engine = target_context.codegen()._engine
        engine._defined_symbols |= {described.llvm_func_name, described.llvm_cpython_wrapper_name}
        function = made(target_context, ((name, kind, (code, _nothing())), described, *rest))
        function.library._shared_module = None
        function.library._get_module_for_linking = partial(_form_to_inline, function.library, form)
        return function


class KeptCode(FunctionCache):
    """What is kept of a function, loaded without making ready to compile."""

    _impl_class = _Results

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the function for a signature, ``None`` where none is kept."""
        _name_helpers()
        load: Any = self._load_overload
        with self._guard_against_spurious_io_errors():
            return load(sig, target_context)


class LaterCode:
    """What is kept of a function, its place on disk found when it is first asked for: there are many functions.

    Parameters
    ----------
    find
        Returns it.
    """

    def __init__(self, find: Callable[[], Any]) -> None:
        self._find = find

    def __getattr__(self, name: str) -> Any:
        """Return what it has by that name."""
        return getattr(self._found, name)

    @cached_property
    def _found(self) -> Any:
        return self._find()


def kept_code(dispatcher: Any) -> None:
    """Have a function kept on disk, and loaded quickly where this numba is known."""
    dispatcher.enable_caching()
    version = tuple(int(part) for part in numba.__version__.split(".")[:2])
    if version in _KNOWN and type(dispatcher._cache) is FunctionCache:
        kept: Any = KeptCode
        dispatcher._cache = kept(dispatcher.py_func)


def _form_to_inline(library: Any, form: bytes) -> Any:
    """Return the module from which a function is inlined into others."""
    if library._shared_module is None:
        library._shared_module = llvm.parse_bitcode(form)
        library._codegen._engine._load_defined_symbols(library._shared_module)
    return library._shared_module


def _nothing() -> bytes:
    """Return a module without functions."""
    return bytes(llvm.parse_assembly("").as_bitcode())


@cache
def _name_helpers() -> None:
    """Tell the linker where the helpers are that compiled code allocates arrays with."""
    _nrt_python: Any = import_module("numba.core.runtime._nrt_python")
    for name, address in _nrt_python.c_helpers.items():
        llvm.add_symbol(name if name.startswith("_") else f"NRT_{name}", address)
