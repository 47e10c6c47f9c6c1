"""What is collected: modules and tests of engines that few have are left alone unless they are asked for (`-m engines`)."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent
ENGINES = tuple(ROOT / name for name in ("tests/engines", "src/inforce/backends/spark.py", "src/inforce/screen/spark.py"))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if "engines" not in config.getoption("markexpr", "") and collection_path in ENGINES else None
