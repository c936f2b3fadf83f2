"""Calls as bytes. Pickle is safe here: both ends are ours, or the user's own cluster."""

import pickle
from collections.abc import Callable
from typing import Any


def pack(value: Any) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpack(parcel: bytes | memoryview) -> Any:
    """Return the value."""
    return pickle.loads(parcel)  # noqa: S301 - see above


def pack_call(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    """Return a call as bytes."""
    return pack((function, arguments))


def make_call(parcel: bytes | memoryview) -> Any:
    """Make a packed call; return or raise what comes of it."""
    function, arguments = unpack(parcel)
    return function(*arguments)
