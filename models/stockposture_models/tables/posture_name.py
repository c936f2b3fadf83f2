"""The three postures."""

from enum import StrEnum


class PostureName(StrEnum):
    """The three postures, from lean to buffered."""

    JIT = "jit"
    HYBRID = "hybrid"
    JIC = "jic"
