"""What can go wrong with a database, in one line each: refused for good, or away for a while."""

from sqlalchemy import exc


class Refused(Exception):
    """Trying again does not help."""


class Away(Exception):
    """Trying again may help."""


# What servers and drivers say where another try says the same.
FINAL = (
    ("password authentication failed", "the database refuses the password"),
    ("no password supplied", "the database asks for a password, and the URL has none"),
    ("no pg_hba.conf entry", "the database does not let this machine in"),
    ("failed to resolve host", "there is no such host"),
    ("does not exist", "there is no such database, user or role"),
    ("unable to open database file", "the file cannot be opened"),
    ("readonly", "it is read-only"),
    ("read-only", "it is read-only"),
    ("permission denied", "it may not be written by this user"),
    ("disk is full", "the disk is full"),
    ("no space left", "the disk is full"),
    ("disk quota exceeded", "the disk is full"),
    ("file is not a database", "the file is no database"),
    ("malformed", "the database file is damaged"),
)
# SQLSTATE: 08 connection lost, 57P the server is stopping or starting, 40 told to try again, 53300 too many connections.
PASSING = ("08", "57P", "40", "53300")


def first_line(error):
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:300]


def told(error, place):
    """The same trouble as Refused or Away; what is neither a database's nor the disk's stays what it is."""
    if isinstance(error, (Refused, Away)):
        return error
    if isinstance(error, exc.NoSuchModuleError):
        return Refused(f"{place}: there is no such kind of database")
    if isinstance(error, ModuleNotFoundError):
        return Refused(f"{place}: the driver {error.name!r} is not installed; use sqlite:///FILE or postgresql://…")
    if isinstance(error, exc.DBAPIError):
        return of_driver(error, place)
    if isinstance(error, OSError):
        return Refused(f"{place}: {first_line(error)}")
    # nbgrader wraps what its own writes met.
    inner = error.__context__ if isinstance(error, ValueError) else None
    return told(inner, place) if inner is not None else error


def of_driver(error, place):
    text = str(error.orig).lower()
    state = getattr(error.orig, "sqlstate", None) or ""
    if "locked" in text or state.startswith(PASSING):
        return Away(f"{place}: {first_line(error.orig)}")
    for words, meaning in FINAL:
        if words in text:
            return Refused(f"{place}: {meaning} ({first_line(error.orig)})")
    lost = isinstance(error, (exc.OperationalError, exc.InterfaceError)) and not state and "sqlite" not in place
    return (Away if lost else Refused)(f"{place}: {first_line(error.orig)}")
