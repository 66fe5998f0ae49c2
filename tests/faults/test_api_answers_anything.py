"""Whatever is asked of the phone's addresses is answered on purpose: a machine makes requests of their description."""

import os
from dataclasses import replace

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, core, given, note, settings
from hypothesis.internal.conjecture import engine
from hypothesis.strategies._internal import collections
from schemathesis import GenerationMode

from pwa.api.problems import MEDIA_TYPE
from pwa.plan.changes import parse_change
from pwa.share import base64url
from pwa.share.copies import Copies
from pwa.share.sealing import proof
from pwa.share.terms import Terms
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from tests.conftest import Server
from tests.faults.phone_api import MARKER, SLOT, Known, document
from tests.unit.plan.making import OUTBOX, entry_id
from tests.unit.share.making import canaries

EXAMPLES = 120 if os.environ.get("POCKET_PLAN_FUZZ_LONG") else 12
# A busy machine is no fault; a failing request is small as it is, and making it smaller takes minutes.
SETTINGS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
PASSCODE = "blue door"
OWN = {"Sec-Fetch-Site": "same-origin"}
OPEN = "/api/copies/{copy_id}/open"
CHANGES = "/api/plans/{slot}/changes"


def operations():
    """Each operation with each mode; there is no wrong way to ask for what takes nothing."""
    for path, methods in document()["paths"].items():
        for method, described in methods.items():
            takes = described.get("parameters") or described.get("requestBody")
            yield from ((method, path, mode) for mode in GenerationMode if takes or mode.is_positive)


@pytest.fixture(autouse=True, scope="module")
def hypothesis_as_it_was():
    """Schemathesis swaps parts of Hypothesis for the whole process; without its printer no test shows an example."""
    swapped = [(core, "RepresentationPrinter"), *((module, "BUFFER_SIZE") for module in (core, engine, collections))]
    with pytest.MonkeyPatch.context() as kept:
        for module, name in swapped:
            kept.setattr(module, name, getattr(module, name))
        yield


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory):
    """A server with a plan that says something in every section and two copies of it, and what their holders know."""
    server = Server(home=tmp_path_factory.mktemp("asked"))
    known = fill(server)
    yield server.start(), known
    server.stop()


def fill(server):
    with TinyDBStore(server.data) as store:
        access = PlanAccess(store)
        copies, opened = Copies(access), access.create(map(parse_change, canaries()))
        code = access.make_recovery_code(opened.cookie)
        access.keep_recovery_code(opened.cookie, code)
        terms = [Terms(label="x", sections=("coping",), passcode=passcode) for passcode in (None, PASSCODE)]
        made = [copies.make(opened.cookie, one) for one in terms]
        shown = [(copy.id, base64url.encode(proof(copy.key))) for copy in made]
        doomed = [access.create() for _ in range(2 * EXAMPLES)]  # more than are deleted
    return Known(
        cookie=opened.cookie.text(),
        doomed=tuple(one.cookie.text() for one in doomed),
        plan=opened.plan.id,
        code=code,
        copy=shown[0],
        locked=shown[1],
        passcode=PASSCODE,
        entries=tuple(map(entry_id, (1, 2, 3))),
        revisions=tuple(f"{OUTBOX}:{seq}" for seq in range(1, len(canaries()) + 1)),
    )


def ask(server, described, method, path, mode, **fixed):
    """The statuses that a server answered with, every one of them on purpose and with no word of it in its output."""
    seen, said_before = set(), len(server.output())
    operation = schemathesis.openapi.from_dict(described)[path][method]

    @settings(SETTINGS, max_examples=EXAMPLES * (3 if path == CHANGES else 1))  # a change has most that can be wrong
    @given(operation.as_strategy(generation_mode=mode, **fixed))
    def each(case):
        note(case.as_curl_command(headers=OWN))
        reply = case.call(base_url=server.url, headers=OWN)
        assert reply.status_code < 500
        if path.startswith("/api/") and reply.status_code >= 400:
            assert reply.headers["content-type"] == [MEDIA_TYPE]
        seen.add(reply.status_code)

    each()
    assert MARKER not in server.output()[said_before:]
    return seen


@pytest.mark.parametrize(("method", "path", "mode"), [*operations()])
def test_a_strangers_request_is_answered_on_purpose_and_not_logged(lived_in, method, path, mode):
    server, _ = lived_in
    ask(server, document(), method, path, mode)


@pytest.mark.parametrize(("method", "path", "mode"), [one for one in operations() if one[1].startswith("/api/")])
def test_a_holders_request_is_answered_on_purpose_and_not_logged(lived_in, method, path, mode):
    server, known = lived_in
    described = document(known)
    seen = ask(server, described, method, path, mode)
    if mode.is_positive:
        (done,) = described["paths"][path][method]["responses"]
        assert int(done) in seen


@pytest.mark.parametrize("mode", [*GenerationMode])
def test_a_readers_request_for_a_copy_with_a_passcode_is_answered_on_purpose_and_not_logged(lived_in, mode):
    server, known = lived_in
    seen = ask(server, document(replace(known, copy=known.locked)), "post", OPEN, mode)
    assert (200 if mode.is_positive else 400) in seen


def test_well_formed_changes_reach_the_plan(lived_in, browse):
    server, known = lived_in
    ask(server, document(known), "post", CHANGES, GenerationMode.POSITIVE)
    plan = browse(server).get("/api/plans/mine", headers={"Cookie": f"p_{SLOT}={known.cookie}"})
    assert MARKER in plan.text


def test_changes_with_something_odd_in_them_are_answered_on_purpose_and_not_logged(lived_in):
    server, known = lived_in
    holder = {"path_parameters": {"slot": "mine"}, "cookies": {f"p_{SLOT}": known.cookie}}
    assert {200, 400} <= ask(server, document(known), "post", CHANGES, GenerationMode.NEGATIVE, **holder)
