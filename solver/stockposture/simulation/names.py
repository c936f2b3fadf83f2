"""Names as numbers, so that a stream of random numbers hangs on what it is of and not on where that stands."""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray


def name_keys(names: Iterable[str]) -> NDArray[np.uint64]:
    """Return (n,) the first eight bytes of each name's BLAKE2b digest.

    Examples
    --------
    >>> [hex(key) for key in name_keys(["BOLT"])]
    ['0xc399a5453a0f3300']
    """
    digests = b"".join(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest() for name in names)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)
