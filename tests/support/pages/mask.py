"""When what came out is what a page shows: seconds, versions, times of day may differ; ``...`` is anything."""

import re

_VARYING = (
    (re.compile(r"\b\d+(\.\d+)? (s|ms|min|h)\b"), "# s"),
    (re.compile(r"\b\d+(\.\d+)? (kB|MB)\b"), "# MB"),
    (re.compile(r'("\w*seconds\w*": )[-+.\deE]+'), r"\1#"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?"), "#time"),
    (re.compile(r"\b\d+\.\d+\.\d+([.\w+]*)?\b"), "#version"),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


def masked(text: str) -> str:
    """Return the text without what differs from run to run.

    >>> masked("40 policies weighed in 0.3 s with HiGHS 1.15.1; 12 s left at 2026-11-22T13:30:01+00:00  ")
    '40 policies weighed in # s with HiGHS #version; # s left at #time'
    """
    for pattern, word in _VARYING:
        text = pattern.sub(word, text)
    return text


def matches(shown: str, actual: str) -> bool:
    """Tell whether a page shows what came out.

    >>> matches("a 1.0 s\\n...\\nz", "a 2.0 s\\nb\\nc\\nz"), matches("a ... z", "a b y"), matches("a", "ab")
    (True, False, False)
    """
    parts = masked(shown.strip("\n")).split("...")
    rest = masked(actual.strip("\n"))
    if len(parts) == 1:
        return parts[0] == rest
    first, *inner, last = parts
    if not (rest.startswith(first) and rest.endswith(last) and len(first) + len(last) <= len(rest)):
        return False
    rest = rest[len(first) : len(rest) - len(last)]
    for part in inner:
        at = rest.find(part)
        if at < 0:
            return False
        rest = rest[at + len(part) :]
    return True
