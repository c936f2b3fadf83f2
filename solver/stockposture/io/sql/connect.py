"""One transaction on a database, and its faults in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stockposture.io.atomic import ensure_writable
from stockposture.io.sql.database import Database, masked
from stockposture_models.errors import FileFaultError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_INSTALL = 'pip install "stockposture[sql]"'


@contextmanager
def transaction(database: Database, *, writes: bool) -> Iterator["Connection"]:
    """Give a connection within one transaction, committed when the block ends without an error.

    A reader sees the database as it was at one moment, whatever others write meanwhile.

    Parameters
    ----------
    database
        Where to.
    writes
        Whether anything will be written.

    Raises
    ------
    FileFaultError
        A package is missing, the URL is none, the database cannot be reached or refuses; nothing was changed.
    """
    ensure_installed()
    from sqlalchemy import exc

    try:
        engine = _engine(database, writes=writes)
        file = sqlite_file(engine.url)
        if file is None and engine.dialect.name == "sqlite":
            raise FileFaultError(f"{database}: is in memory only -> name a file, sqlite:///stock.db")
        is_new = file is not None and _ensured(file, database, writes=writes)
        try:
            with engine.connect() as connection, connection.begin():
                yield connection
        finally:
            engine.dispose()
            if is_new and file is not None and file.is_file() and not file.stat().st_size:
                file.unlink()  # nothing was committed
    except (exc.NoSuchModuleError, exc.ArgumentError) as error:
        example = "postgresql://user:password@host/database or sqlite:///file.db"
        raise FileFaultError(f"{database}: {_words(error)} -> give a SQLAlchemy URL, e.g. {example}") from error
    except exc.SQLAlchemyError as error:
        raise FileFaultError(f"{database}: {_words(error)}; nothing was changed -> {_remedy(error)}") from error
    except ModuleNotFoundError as error:
        raise FileFaultError(f"{database}: its driver {error.name} is missing -> {_INSTALL}, or its own") from error


def ensure_installed() -> None:
    """Find out whether databases can be reached at all.

    Raises
    ------
    FileFaultError
        The packages of the extra ``sql`` are not installed.
    """
    if find_spec("sqlalchemy") is None:
        raise FileFaultError(f"databases need more packages: {_INSTALL}")


def sqlite_file(url: "URL") -> Path | None:
    """Return the file of a SQLite database; ``None`` of others and of one in memory."""
    in_file = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(str(url.database)) if in_file else None


def _engine(database: Database, *, writes: bool) -> "Engine":
    import sqlalchemy as sa

    url = sa.make_url(database.url)
    if url.drivername == "postgresql" and find_spec("psycopg") is not None:
        url = url.set(drivername="postgresql+psycopg")
    options: dict[str, Any] = {"poolclass": sa.NullPool}
    if url.get_backend_name() == "postgresql":
        options["isolation_level"] = "READ COMMITTED" if writes else "REPEATABLE READ"
    engine = sa.create_engine(url, **options)
    if url.get_backend_name() == "sqlite":
        _real_transactions(engine, writes=writes)
    return engine


def _ensured(file: Path, database: Database, *, writes: bool) -> bool:
    """Return whether the file is yet to be made; refuse what cannot be, and to read what is not there."""
    if file.exists():
        return False
    if not writes:
        raise FileFaultError(f"{database}: there is no such file -> name the database that holds the tables")
    ensure_writable(file)
    return True


def _real_transactions(engine: "Engine", *, writes: bool) -> None:
    """Have SQLite begin transactions where we do: Python's driver begins them late, and tables outside of them."""
    from sqlalchemy import event

    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None

    def on_begin(connection: "Connection") -> None:
        # Whoever writes says so at once, and waits for others then, not in the middle.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def _words(error: Exception) -> str:
    """Return what the database said: the statement and its values, which SQLAlchemy adds, left out."""
    said = str(getattr(error, "orig", None) or error).strip()
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return masked("; ".join(lines[:3])) or type(error).__name__


def _remedy(error: Exception) -> str:
    from sqlalchemy import exc

    if isinstance(error, exc.IntegrityError):
        return "another run may be writing the same plan: try again"
    if isinstance(error, exc.OperationalError | exc.InterfaceError):
        return "see that it runs and takes you, and try again"
    return "ask for the right to these tables, or name another database"
