"""A database by its URL, whose password is never shown."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

#: Two letters at least: one before a colon is a drive of Windows.
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9]+(\+[a-zA-Z0-9_]+)?://")
#: What is left of it in a path: one slash.
_URL_AS_PATH = re.compile(r"[a-zA-Z][a-zA-Z0-9]+(\+[a-zA-Z0-9_]+)?:[/\\]")
_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
#: A path made of a URL has lost one of its slashes.
_PASSWORD = re.compile(r"([a-zA-Z][\w+.-]+:/{1,2}[^\s:/@?#]*:)[^\s@]+(?=@)")
_PARAMETER = re.compile(r"(?i)((?:password|passwd|passphrase|pwd)=)[^&\s#'\"]+")
_HIDDEN = r"\1***"


def masked(text: str) -> str:
    """Return text with the passwords of the URLs in it hidden.

    >>> masked("no such case: postgresql://planner:secret@db/stock?sslpassword=hush")
    'no such case: postgresql://planner:***@db/stock?sslpassword=***'
    """
    return _PARAMETER.sub(_HIDDEN, _PASSWORD.sub(_HIDDEN, text))


def was_url(path: Path) -> bool:
    """Return whether a path was made of a URL: nobody names a folder ``postgresql:``.

    >>> was_url(Path("postgresql://host/db")), was_url(Path("plans/monday"))
    (True, False)
    """
    return _URL_AS_PATH.match(str(path)) is not None


@dataclass(frozen=True, repr=False)
class Database:
    """A database, and perhaps one run of the plans in it.

    Parameters
    ----------
    url
        SQLAlchemy URL, password and all.
    run
        Identifier of a run; empty: the latest where plans are read, made from what was planned where one is written.
    """

    url: str
    run: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the database that a URL names; what follows its last ``#`` is the run.

        Raises
        ------
        ValueError
            The run has other characters than letters, digits and ``. _ : -``, or over 100 of them.

        Examples
        --------
        >>> Database.parse("postgresql://planner:secret@db/stock#2026-11-22")
        postgresql://planner:***@db/stock#2026-11-22
        """
        url, mark, run = text.rpartition("#")
        if not mark or "@" in run:  # a password may hold the mark
            return cls(text)
        if not _RUN.fullmatch(run):
            raise ValueError(f"{run!r} is no run: up to 100 letters, digits and . _ : - are")
        return cls(url, run)

    def of_run(self, run: str) -> "Database":
        """Return the database with a run named."""
        return Database(self.url, run)

    def __str__(self) -> str:
        return masked(self.url) + (f"#{self.run}" if self.run else "")

    __repr__ = __str__


#: Where a case or a plan is: a folder or file, or a database.
Place = Path | Database


def place_of(text: str | Place) -> Place:
    """Return the database of a URL, the path of any other text.

    Raises
    ------
    ValueError
        See :meth:`Database.parse`.

    Examples
    --------
    >>> place_of("sqlite:///stock.db"), place_of("my-case").name
    (sqlite:///stock.db, 'my-case')
    """
    if isinstance(text, str):
        return Database.parse(text) if _URL.match(text) else Path(text)
    return text
