"""Engines that the tests start themselves: a PostgreSQL server on a socket of its own, and Spark on this machine."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def programs() -> Path:
    """The folder of the server's programs, the newest version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    here = shutil.which("initdb")
    assert here is not None, "PostgreSQL is not installed; `make test-engines` installs it"
    return Path(here).parent


def owner() -> str | None:
    """Who runs the server: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture(scope="session")
def server() -> Iterator[dict[str, Any]]:
    """A server that listens on a socket in a folder of its own and nowhere else; gone with its data afterwards."""
    user, bin = owner(), programs()
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        home = Path(folder)
        if user is not None:
            shutil.chown(home, user)
            home.chmod(0o711)
        data = home / "data"
        subprocess.run([bin / "initdb", "-D", data, "-U", "inforce", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], check=True, capture_output=True, user=user, cwd=home)
        command = [bin / "postgres", "-D", data, "-k", home, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "jit=off"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=user, cwd=home) as process:
            try:
                yield {"host": str(home), "user": "inforce", "dbname": "postgres", "connect_timeout": 10}
            finally:
                process.terminate()
                process.wait(timeout=30)


@pytest.fixture(scope="session")
def postgres(server: dict[str, Any]) -> Iterator[Any]:
    """A connection to the server."""
    import time

    import psycopg

    for attempt in range(100):
        try:
            connection = psycopg.connect(**server, autocommit=True)
            break
        except psycopg.OperationalError:
            if attempt == 99:
                raise
            time.sleep(0.1)
    with connection:
        yield connection


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Spark on two cores of this machine; a failed task is run again."""
    from inforce.backends.spark import session

    root = str(Path(__file__).parents[2])  # where the tests' own functions lie that its processes run; they look for nothing in the folder one stands in
    made = session("local[2,4]", spark_sql_shuffle_partitions="2", spark_driver_memory="1g", spark_executorEnv_PYTHONPATH=root)
    yield made
    made.stop()
