"""A real store on a real disk, and the way into its plans."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TinyDBStore]:
    with TinyDBStore(tmp_path / "data") as store:
        yield store


@pytest.fixture
def access(store: TinyDBStore) -> PlanAccess:
    return PlanAccess(store)
