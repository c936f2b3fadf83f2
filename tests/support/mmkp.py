"""Published multiple-choice knapsacks with several limits, read from their text files."""

from pathlib import Path

PUBLISHED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "mmkp"


def read_mmkp(path: Path) -> tuple[list[list[tuple[float, list[float]]]], list[float]]:
    """Return classes of items, each a value and its uses, and the room of each limit."""
    numbers = iter(map(float, path.read_text(encoding="ascii").split()))
    count, size, limits = (int(next(numbers)) for _ in range(3))
    room = [next(numbers) for _ in range(limits)]
    classes = []
    for number in range(count):
        assert next(numbers) == number + 1
        classes.append([(next(numbers), [next(numbers) for _ in range(limits)]) for _ in range(size)])
    return classes, room
