"""Every store passes the same contract: a new one is added to ``STORES``."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pwa.store.base import PlanStore
from pwa.store.tinydb_store import TinyDBStore

STORES: dict[str, Callable[[Path], PlanStore]] = {"tinydb": TinyDBStore}


class Kept:
    """An open store, and the same data opened anew as after a restart."""

    def __init__(self, make: Callable[[], PlanStore]) -> None:
        self._make = make
        self.store = make().open()

    def reopened(self) -> PlanStore:
        self.store.close()
        self.store = self._make().open()
        return self.store


@pytest.fixture(params=STORES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(lambda: STORES[request.param](tmp_path / "data"))
    yield kept
    kept.store.close()


@pytest.fixture
def store(kept: Kept) -> PlanStore:
    return kept.store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "plans.backup"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "empty"
