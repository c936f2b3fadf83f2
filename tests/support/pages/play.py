"""A page played from its first command to its last, in a folder that holds the checkout's data and nothing else."""

import doctest
import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from support.pages.mask import matches
from support.pages.page import Page, Prompt, Shown, Step, Written
from support.pages.run import Done, inside, run

ROOT = Path(__file__).parents[3]


@dataclass
class Shelf:
    """What pages begin with alike is done once, by whichever process comes first, and copied.

    Parameters
    ----------
    folder
        Where it is kept; the same for all processes.
    pages
        All pages, to know what they share.
    """

    folder: Path
    pages: Sequence[Page]
    _beginnings: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for page in self.pages:
            for count in range(1, _before_python(page) + 1):
                key = _key(page.steps[:count])
                self._beginnings[key] = self._beginnings.get(key, 0) + 1

    def begin(self, page: Page, folder: Path) -> list[Done]:
        """Put into the folder what the longest shared beginning of a page leaves behind; return what it printed."""
        return self._restore(page.steps[: _before_python(page)], folder)

    def _restore(self, steps: tuple[Step, ...], folder: Path) -> list[Done]:
        while steps and self._beginnings[_key(steps)] < 2:
            steps = steps[:-1]
        if not steps:
            shutil.copytree(ROOT / "data", folder / "data")
            return []
        kept = self.folder / _key(steps)
        with _alone(self.folder / f"{_key(steps)}.lock"):
            if not kept.exists():
                draft = Path(mkdtemp(dir=self.folder))
                done = self._restore(steps[:-1], draft)
                done += [_step(step, draft) for step in steps[len(done) :]]
                told = [[one.output, one.code] for one in done]
                (self.folder / f"{kept.name}.json").write_text(json.dumps(told), encoding="utf-8")
                draft.rename(kept)
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        told = json.loads((self.folder / f"{kept.name}.json").read_text(encoding="utf-8"))
        return [Done(*one) for one in told]


def play(page: Page, folder: Path, shelf: Shelf) -> tuple[list[str], str]:
    """Run what a page shows.

    Returns
    -------
    tuple[list[str], str]
        What differs, one text each; and the page with what came out in the place of what differs.
    """
    done = shelf.begin(page, folder)
    done += [_step(step, folder) for step in page.steps[len(done) : _before_python(page)]]
    names: dict[str, object] = {}
    faults: list[str] = []
    text = page.text
    edits: list[tuple[tuple[int, int], str]] = []
    for number, step in enumerate(page.steps):
        if isinstance(step, Prompt):
            faults += _python(step, page, folder, names)
            continue
        came = done[number] if number < len(done) else _step(step, folder)
        if isinstance(step, Shown) and not (came.code == step.code and matches(step.output, came.output)):
            tail = f"[exit code {came.code}]\n" if came.code else ""
            fresh = came.output.rstrip("\n") + "\n" if came.output.strip() else ""
            faults.append(f"{page.path.name}, line {step.line}: $ {step.command}\n{fresh}{tail}")
            edits.append((step.span, fresh + tail))
    for (begin, end), fresh in reversed(edits):
        text = text[:begin] + fresh + text[end:]
    return faults, text


def _step(step: Step, folder: Path) -> Done:
    match step:
        case Written():
            target = folder / step.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(step.text, encoding="utf-8")
            return Done("", 0)
        case Shown():
            return run(step.command, folder)
        case Prompt():
            raise AssertionError("Python is run by the page, not shared")


def _python(step: Prompt, page: Page, folder: Path, names: dict[str, object]) -> list[str]:
    """Run a block of Python; what it defines is there in the next one."""
    test = doctest.DocTestParser().get_doctest(step.text, {}, page.path.name, str(page.path), step.line - 1)
    test.globs = names
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS, verbose=False)
    with inside(folder):
        failed = runner.run(test, out=said.append, clear_globs=False).failed
    return ["".join(said)] if failed else []


def _before_python(page: Page) -> int:
    """Return how many steps come before the first Python: only these can be shared."""
    return next((at for at, step in enumerate(page.steps) if isinstance(step, Prompt)), len(page.steps))


def _key(steps: Sequence[Step]) -> str:
    words = [step.command if isinstance(step, Shown) else repr(step) for step in steps]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until nobody else is at it."""
    try:
        import fcntl
    except ImportError:
        # Where there are no such locks the tests run in one process.
        yield
        return
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
