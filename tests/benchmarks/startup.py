"""Seconds until the command line answers, best of several; by hand: startup.py."""

import subprocess
import sys
import time

RUNS = 7
LINES = (
    ("--help",),
    ("--version",),
    ("solve", "--help"),
    ("profile", "--help"),
    ("check", "nowhere"),
)


def seconds(*arguments: str) -> float:
    """Return the best time of several runs."""
    best = float("inf")
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "stockposture", *arguments], capture_output=True, check=False)
        best = min(best, time.perf_counter() - began)
    return best


def main() -> None:
    """Print the table."""
    for arguments in LINES:
        sys.stdout.write(f"stockposture {' '.join(arguments):<16} {seconds(*arguments):6.3f} s\n")


if __name__ == "__main__":
    main()
