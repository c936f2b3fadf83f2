"""Weights of the quick floor; written by ``tests/benchmarks/theory/quick.py``, not by hand.

Arrays of half precision, biases of single precision: little-endian, compressed, in base 85.
"""

import base64
import zlib
from functools import cache

import numpy as np

from stockposture_models.theory.quick import Quick


@cache
def quick_floor() -> Quick:
    """Return the shipped weights."""
    arrays = {}
    for name, (shape, lines) in WEIGHTS.items():
        kind = "<f4" if name.endswith(("bias", "margin")) else "<f2"
        plain = zlib.decompress(base64.b85decode("".join(lines)))
        arrays[name] = np.ascontiguousarray(np.frombuffer(plain, kind).reshape(shape).astype(np.float32))
    return Quick(**arrays)


# fmt: off
WEIGHTS: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "split": ((3, 23, 64), (
        "c-rm3F#!Mo0K%a4Pi+Tppa1{>000000N^(wfB*p",
    )),
    "curve": ((3, 13, 64), (
        "c-rm3F#!Mo0K%a4Pi+c6pa1{>0DzYP6Mz5#",
    )),
    "first_bias": ((3, 64), (
        "c-muN7zLwX<N^Q#0003",
    )),
    "second": ((3, 64, 64), (
        "c-rm3F#!Mo0K%a4Pi+Wapa1{>0000000000000000000000000fY$(E0003",
    )),
    "second_bias": ((3, 64), (
        "c-muN7zLwX<N^Q#0003",
    )),
    "last": ((3, 64, 16), (
        "c-rm30Sy2E0K%a6Pi+qe6aWAK008i27ytkP",
    )),
    "last_bias": ((3, 16), (
        "c-muNNN{AJ2n?)#0PVK{<N",
    )),
    "margin": ((3, 3), (
        "c-muNU|^UvbEX}TvS+}-1^|492HX",
    )),
}
# fmt: on
