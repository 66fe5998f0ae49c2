"""Pages without a browser."""

import gc
from collections.abc import Iterator

import pytest
from nicegui.testing import User

for waiting in (User.should_see, User.should_not_see):
    waiting.__kwdefaults__["retries"] = 200  # on a busy machine; what holds at once waits for nothing


@pytest.fixture(scope="module", autouse=True)
def what_is_loaded_is_no_garbage() -> Iterator[None]:
    """NiceGUI's own fixture looks for garbage around each test: what was there before is none."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
