"""Phones of both engines on a display of their own."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Holder, Server
from tests.engines.first_use import STEPS
from tests.engines.phone import Phone

NewPhone = Callable[..., Phone]


@pytest.fixture(scope="session")
def display() -> Iterator[None]:
    """A screen that nobody sees, for as long as the tests run."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x900x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told, pytest.MonkeyPatch.context() as environment:
        number = told.readline().strip()
        assert number, "Xvfb did not start"
        environment.setenv("DISPLAY", f":{number}")
        environment.setenv("GDK_BACKEND", "x11")
        environment.setenv("NO_AT_BRIDGE", "1")
        environment.setenv("TZ", "Europe/London")
        yield
    screen.terminate()
    screen.wait()


@pytest.fixture
def engine() -> str:
    """WebKit, where a test does not name its engines: the tests in ``browser`` are for Chromium."""
    return "webkit"


@pytest.fixture
def new_phone(display: None, engine: str, tmp_path: Path) -> Iterator[NewPhone]:
    """A function that gives one more phone, closed: ``new_phone(server)``."""
    phones: list[Phone] = []

    def make(server: Server) -> Phone:
        profile = tmp_path / f"phone{len(phones)}"
        profile.mkdir()
        phones.append(Phone(engine=engine, profile=profile, url=server.url))
        return phones[-1]

    yield make
    for phone in phones:
        phone.close()
    assert [line for phone in phones for line in phone.left()] == []


@pytest.fixture
def phone(server: Server, new_phone: NewPhone) -> Phone:
    """A phone on a server of its own, which outlives it."""
    return new_phone(server)


@pytest.fixture
def held(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> Phone:
    """A phone that shows a plan with a person and two steps."""
    holder = make_plan(server)
    holder.add("contacts", name="My sister", phones=[{"number": "07700 900112", "for": ["call"]}])
    for step in STEPS:
        holder.add("coping", text=step)
    phone.take(holder)
    phone.sees("My sister", *STEPS)
    return phone
