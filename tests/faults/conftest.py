"""Fixtures of the faults."""

import pytest

from tests.faults.everyone import everyone


@pytest.fixture(scope="module")
def world(start_server):
    """A plan with everyone who has something of it, or had."""
    with everyone(start_server()) as world:
        yield world
