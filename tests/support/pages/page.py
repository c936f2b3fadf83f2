"""What a page shows: commands with their output, files to be written, Python at its prompt."""

import re
from dataclasses import dataclass
from pathlib import Path

#: A fence with its first line, or the same hidden in a comment: ``<!--csv file=a.csv ... -->``.
_BLOCK = re.compile(
    r"^(?:```(?P<info>[a-z]+[^\n`]*)\n(?P<body>.*?)^```"
    r"|<!--(?P<hidden>console|[a-z]+ file=[^\n]+)\n(?P<text>.*?)^-->)[ ]*$",
    re.DOTALL | re.MULTILINE,
)
_EXIT = re.compile(r"\[exit code (\d+)\]\n?\Z")


@dataclass(frozen=True)
class Shown:
    """A command as shown, what is said to come out of it, and where that stands in the page."""

    command: str
    output: str
    code: int
    line: int
    span: tuple[int, int]


@dataclass(frozen=True)
class Written:
    """A file that the reader is told to have: the block itself."""

    name: str
    text: str
    line: int


@dataclass(frozen=True)
class Prompt:
    """Python at its prompt, as a docstring would have it."""

    text: str
    line: int


Step = Shown | Written | Prompt


@dataclass(frozen=True)
class Page:
    """A page in the order of reading."""

    path: Path
    text: str
    steps: tuple[Step, ...]
    needs: tuple[str, ...]


def read_page(path: Path) -> Page:
    """Read a page; blocks of other kinds are left alone."""
    text = path.read_text(encoding="utf-8")
    steps: list[Step] = []
    needs: list[str] = []
    for block in _BLOCK.finditer(text):
        kind, *words = (block["info"] or block["hidden"]).split()
        options = dict(word.partition("=")[::2] for word in words)
        start = block.start("body") if block["info"] else block.start("text")
        body = block["body"] if block["info"] else block["text"]
        line = text.count("\n", 0, start) + 1
        needs += [name for name in options.get("needs", "").split(",") if name]
        if kind == "console":
            steps += _commands(body, start, line)
        elif kind == "pycon":
            steps.append(Prompt(body, line))
        elif "file" in options:
            steps.append(Written(options["file"], body, line))
    return Page(path, text, tuple(steps), tuple(dict.fromkeys(needs)))


def _commands(body: str, start: int, first: int) -> list[Shown]:
    """Split a block at its dollar signs; a command that ends in a backslash goes on after ``> ``."""
    found: list[Shown] = []
    lines = body.splitlines(keepends=True)
    at = 0
    while at < len(lines):
        assert lines[at].startswith("$ "), f"line {first + at}: a console block begins with a command: {lines[at]!r}"
        line, command = first + at, lines[at][2:].rstrip("\n")
        at += 1
        while command.endswith("\\") and at < len(lines):
            command = command + "\n" + lines[at].removeprefix("> ").rstrip("\n")
            at += 1
        begin = at
        while at < len(lines) and not lines[at].startswith("$ "):
            at += 1
        output = "".join(lines[begin:at])
        span = (start + len("".join(lines[:begin])), start + len("".join(lines[:at])))
        told = _EXIT.search(output)
        code = int(told[1]) if told else 0
        found.append(Shown(command, output[: told.start()] if told else output, code, line, span))
    return found
