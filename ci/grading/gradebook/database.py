"""Opens nbgrader's database: made where there is none, refused where it is another's, one transaction a write."""

import os
import tempfile
from contextlib import contextmanager

from alembic.config import Config
from alembic.script import ScriptDirectory
from nbgrader.api import Assignment, Gradebook
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, event, func, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session
from trouble import Refused

# One number for all our writers: they wait for each other, and for nobody else.
LOCK = 0x756E726F6C6C
SQLITE_PATIENCE_MS = 5000


def url_of(given):
    """The URL with a driver that is installed; `postgresql://` and `postgres://` mean psycopg."""
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        # Not shown: a password may stand in it.
        raise Refused("what --db names is no database URL; such as sqlite:////home/me/gradebook.db, postgresql://user@host/name") from None
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername == "postgresql+psycopg" and "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": "10"})
    if is_file(url) and url.database in (None, "", ":memory:"):
        raise Refused("a database in memory keeps nothing; name a file: sqlite:///FILE")
    return url


def is_file(url):
    return url.get_backend_name() == "sqlite"


def is_missing(url):
    """Whether a file of SQLite is to be made; what a URI of SQLite names is its user's business."""
    return is_file(url) and not url.database.startswith("file:") and not os.path.exists(url.database)


def place_of(url):
    """For messages: without the password."""
    return url.set(query={}).render_as_string(hide_password=True)


def whole(url):
    return url.render_as_string(hide_password=False)


def newest():
    config = Config()
    config.set_main_option("script_location", ALEMBIC_DIR)
    return ScriptDirectory.from_config(config).get_current_head()


def check(connection, place):
    """Refuses what nbgrader of this version did not make. True where its stamp is still missing."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return False
    if not {"assignment", "grade", "submitted_notebook"} & tables:
        raise Refused(f"{place}: other tables are in it, and none of nbgrader's; name a database of its own")
    if "alembic_version" not in tables:
        # A first run that was killed leaves tables without a stamp, and nothing in them.
        if "course" in tables and connection.scalar(select(func.count()).select_from(Assignment.__table__)) == 0:
            return True
        found = "one before 0.5"
    else:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found != newest():
        raise Refused(
            f"{place}: made by another version of nbgrader ({found}, here {newest()}); copy it, then run nbgrader db upgrade"
        )
    return False


def stamp(connection):
    connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)"))
    if connection.scalar(text("SELECT count(*) FROM alembic_version")) == 0:
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": newest()})
    connection.commit()


def make_file(url, course):
    """A new file takes its name when it is complete: whoever comes second finds it whole."""
    folder = os.path.dirname(os.path.abspath(url.database))
    if not os.path.isdir(folder):
        raise Refused(f"{place_of(url)}: there is no folder {folder}")
    descriptor, fresh = tempfile.mkstemp(dir=folder, prefix=".gradebook-", suffix=".new")  # mode 0600
    os.close(descriptor)
    try:
        Gradebook(f"sqlite:///{fresh}", course).close()
        try:
            os.link(fresh, url.database)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            if not os.path.exists(url.database):
                os.rename(fresh, url.database)
    finally:
        if os.path.exists(fresh):
            os.unlink(fresh)


def open_gradebook(url, course):
    """nbgrader's own Gradebook, on a database that is nbgrader's."""
    if is_missing(url):
        make_file(url, course)
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if url.get_backend_name() == "postgresql":
                connection.execute(select(func.pg_advisory_lock(LOCK)))  # ends with the connection
                connection.commit()
            if check(connection, place_of(url)):
                stamp(connection)
            connection.commit()
            gradebook = Gradebook(whole(url), course)
    finally:
        engine.dispose()
    if is_file(url):
        make_strict(gradebook.engine)
    return gradebook


def make_strict(engine):
    """SQLite: the lock is taken when a transaction begins, and what is removed is overwritten."""
    engine.dispose()

    @event.listens_for(engine, "connect")
    def prepare(connection, _record):
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={SQLITE_PATIENCE_MS}")
        connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def begin(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def transaction(gradebook):
    """All or nothing, one writer at a time."""
    with Session(gradebook.engine) as session, session.begin():
        if gradebook.engine.dialect.name == "postgresql":
            session.execute(select(func.pg_advisory_xact_lock(LOCK)))
        yield session


