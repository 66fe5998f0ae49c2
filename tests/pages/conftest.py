"""Pages without a browser."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def what_is_loaded_is_no_garbage() -> Iterator[None]:
    """NiceGUI's own fixture looks for garbage around each test: what was there before is none."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
