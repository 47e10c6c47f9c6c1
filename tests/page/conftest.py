"""The offline site, written once for all tests of it by the real command, whichever worker comes first."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 1500
"""Two languages and the history of every rule take a minute and a half of a processor; several may share it."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `inforce page` wrote."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # what the workers share; each has a folder of its own in it
    folder = base / "site"
    with (base / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():  # it appears whole or not at all
            subprocess.run([sys.executable, "-m", "inforce.cli.main", "page", str(folder)], check=True, capture_output=True, timeout=SECONDS)
    return folder
