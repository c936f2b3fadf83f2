"""Cases too big for one model: taken apart into items by prices on the limits, put together by a small model."""
