"""Three phones and the desk, bad lines, a server and phones that crash: after quiet all hold the same, and all of it.

The phones are the real modules in real Chromium profiles, each behind a line of its own (``bad_line``): the second
keeps its words sealed, the third has no locks, and the second may hold a copy of the first one's cookie. The server is
the real one on a real disk, killed with SIGKILL. The desk's pages would take a second for each thing done, so a hand
beside them (``warm_server``) does it through what they use: ``OpenPlan`` and ``save_field``.

``POCKET_PLAN_DEVICES`` is the number of examples; the default takes less than a minute, 300 take half an hour.
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.browser import bad_line, played_desk, played_phone
from tests.browser.bad_line import BadLine
from tests.browser.conftest import Phone
from tests.browser.devices import call, read, run, static_folder
from tests.browser.played_desk import PlayedDesk
from tests.browser.played_phone import PlayedPhone
from tests.browser.told import Told
from tests.browser.warm_server import WarmServer
from tests.conftest import Holder, client_of, free_port

EXAMPLES = int(os.environ.get("POCKET_PLAN_DEVICES", "4"))
# To find a shorter example takes five minutes: only where time was asked for.
PHASES = [one for one in Phase if one is not Phase.shrink or "POCKET_PLAN_DEVICES" in os.environ]
STEPS = 30
ROUNDS = 2  # of exchanges after which all have heard of everything

WHO = st.integers(0, 2)
AT = st.integers(0, 7)  # which of those that are there
BY = st.integers(0, 3)
WORDS = st.sampled_from(["tea", "walk", *[None] * 8])  # None: words that nobody wrote before
WAY = st.sampled_from(bad_line.WAYS)
WAIT = st.integers(0, 30)  # milliseconds
MORE_DEEDS = ("exchange",) * 6 + ("old request",) * 3 + ("loses storage", "server starts")
FAULTS = (*played_phone.DEEDS, *("phone exchanges", "server exchanges", "server saves") * 6)  # in the middle of
OFTEN = st.sampled_from([True, True, False])


def several(*each: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    return st.lists(st.tuples(*each), min_size=2, max_size=14)


@dataclass(kw_only=True)
class World:
    """What all examples share: starting it anew each time would take most of the time."""

    server: WarmServer
    phones: list[PlayedPhone]
    pool: ThreadPoolExecutor


class Devices(RuleBasedStateMachine):
    """What is drawn never depends on what happened: crashes are left to chance, and chance may not repeat itself."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.server, self.phones = self.world.server, self.world.phones
        self.told = Told()
        self.clients = ExitStack()

    @initialize(is_copied=st.booleans())
    def begin(self, is_copied: bool) -> None:
        self.server.kill()
        self.server.start()
        self.holder = self._holder("/api/plans", {"language": "en", "region": "GB"})
        self.desk = PlayedDesk(self.server, self.holder.client, self.world.pool, self.told)
        code = self.desk.ask("code")
        holders = [self._holder("/api/recovery", {"code": code}) for _ in self.phones]
        for number, phone in enumerate(self.phones):
            phone.belong_to(holders[0 if is_copied and number == 1 else number].cookies, self.told)
        self.desk_is_used([("new", at, 0, None, True) for at in range(4)])
        for phone in self.phones:
            event(phone.exchanges(bad_line.CLEAR))

    def _holder(self, path: str, body: dict[str, str]) -> Holder:
        client = self.clients.enter_context(client_of(self.server))
        return Holder(client=client, made=client.post(path, json=body).raise_for_status().json())

    # Few rules, as each example leaves some of them out at random.

    @rule(all_=several(WHO, st.sampled_from(played_phone.DEEDS + MORE_DEEDS), AT, BY, WORDS, WAY))
    def phones_are_used(self, all_: list[tuple[int, str, int, int, str | None, str]]) -> None:
        for who, deed, at, by, words, way in all_:
            phone = self.phones[who]
            match deed:
                case "exchange":
                    event(phone.exchanges(way))
                case "old request":
                    event(self._old_request_comes(at + 8 * by))
                case "loses storage":
                    event(phone.loses_storage())
                case "server starts":
                    self.server.start()
                case _:
                    event(phone.does(deed, at, by, self._words(words)))

    @rule(all_=several(st.sampled_from([*played_desk.FIELDS, *played_desk.DEEDS]), AT, BY, WORDS, OFTEN))
    def desk_is_used(self, all_: list[tuple[str, int, int, str | None, bool]]) -> None:
        for deed, at, by, words, is_saved in all_:
            if not self.desk.is_there():
                continue
            if deed in played_desk.DEEDS:
                event(self.desk.does(deed, at, by))
                continue
            self.desk.types(deed, at, self._words(words))
            event(self.desk.saves(at) if is_saved else "desk: typed")

    @rule(fault=st.sampled_from(FAULTS), who=WHO, at=AT, by=BY, words=WORDS, way=WAY, wait=WAIT, is_late=st.booleans())
    def something_fails(
        self, fault: str, who: int, at: int, by: int, words: str | None, way: str, wait: int, is_late: bool
    ) -> None:
        """``is_late``: the page is closed, not only left; the server is not started again at once."""
        phone = self.phones[who]
        match fault:
            case "phone exchanges":
                phone.begin_exchange(way)
                time.sleep(wait / 1000)
                phone.crash(is_closed=is_late)
                event("phone: a crash in an exchange")
            case "server exchanges" | "server saves":
                event(f"server killed, {self._kill_server(phone, at, fault == 'server saves', wait, is_late)}")
            case _:
                event(phone.crashes_while_it_writes(fault, at, by, self._words(words), is_closed=is_late))

    def _kill_server(self, phone: PlayedPhone, at: int, at_desk: bool, wait: int, is_late: bool) -> str:
        self.server.start()
        saving = self.desk.begin_save(at) if at_desk and self.desk.is_there() else None
        if not saving:
            phone.begin_exchange()
        time.sleep(wait / 1000)
        self.server.kill()
        self.desk.leave()
        if not is_late:
            self.server.start()
        return self.desk.end_save(saving) if saving else phone.answer_comes()

    def _old_request_comes(self, number: int) -> str:
        """A network brings what it held back, or brings something again: any request that was ever sent."""
        sent = [(phone.line, asked) for phone in self.phones for asked in phone.line.sent]
        if not sent:
            return "old request: none"
        line, asked = sent[number % len(sent)]
        answer = line.forward(asked)
        return f"old request: {answer.status if answer else 'no answer'}"

    def _words(self, words: str | None) -> str:
        return words or self.told.new_words()

    def teardown(self) -> None:
        with self.clients:
            self._grow_quiet()
            plan = self.holder.read()["sections"]
            for phone in self.phones:
                known = read(phone.page, "notes")
                assert known["plan"]["sections"] == plan
                assert {one["change"]["kind"] for one in known["refused"]} & {"add", "edit"} == set()
            self.told.check(self.desk.whole())

    def _grow_quiet(self) -> None:
        """Whatever was under way arrives, the newest requests once more first; then each phone asks."""
        self.server.start()
        for phone in self.phones:
            phone.answer_comes()
            phone.line.way = bad_line.CLEAR
            for asked in phone.line.sent[::-1]:
                phone.line.forward(asked)
            phone.leave()
        if self.desk.is_there():
            self.desk.saves_all()
        for phone in self.phones * ROUNDS:
            assert run(phone.page, "notes")["outcome"] == "done"
            assert call(phone.page, "notes", "read")["pending"] == []


@pytest.fixture
def world(new_phone: Callable[..., Phone], tmp_path: Path) -> Iterator[World]:
    with ExitStack() as stack:
        server = WarmServer(home=tmp_path, port=free_port())
        stack.enter_context(server).start()
        pool = stack.enter_context(ThreadPoolExecutor(1))
        folder, phones = static_folder(server), []
        for number in range(3):
            phone = new_phone()
            phone.forgive("Failed to load resource")
            line = stack.enter_context(BadLine(server.port))
            phones.append(
                PlayedPhone(phone=phone, line=line, folder=folder, is_sealed=number == 1, has_locks=number != 2)
            )
            phones[-1].open()
        yield World(server=server, phones=phones, pool=pool)
        for one in phones:
            one.page.close()


def test_after_quiet_all_devices_are_equal_and_no_text_is_lost(world: World) -> None:
    machine = type("Example", (Devices,), {"world": world})
    slow = (HealthCheck.too_slow, HealthCheck.data_too_large)
    limits = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, phases=PHASES)
    run_state_machine_as_test(machine, settings=settings(limits, suppress_health_check=slow))
