"""People who write with the owner, in a real store: invited once, held to their rights, ended for good."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pwa.plan.change import InvalidChange
from pwa.plan.changes import parse_change
from pwa.share.choosing import chosen
from pwa.share.helpers import HelpEnded, Helpers, Invitation, NoInvitation, TooManyHelpers
from pwa.share.recipients import helping
from pwa.store.check import check
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.holders import NotAllowed
from pwa.vault.keys import open_sealed_key
from tests.unit.plan.making import add, entry_id, raw

DAY, LATER, LATE = "2026-12-01", "2026-12-08", "2026-12-09"
WRITES = Invitation(name="Sam", role="peer worker", owner="Ada", sections={"coping": "write", "safe": "read"})


@pytest.fixture
def access(tmp_path: Path) -> Iterator[PlanAccess]:
    with TinyDBStore(tmp_path / "data") as store:
        yield PlanAccess(store)


@pytest.fixture
def helpers(access: PlanAccess) -> Helpers:
    return Helpers(access)


@pytest.fixture
def owner(access: PlanAccess) -> Opened:
    some = [add("coping", 1, text="Tea"), add("safe", 2, text="Library"), add("reasons", 3, text="canary")]
    return access.create([parse_change(one) for one in some], DAY)


def change(helpers: Helpers, cookie: DeviceCookie, **given: Any) -> str:
    (outcome,) = helpers.change(cookie, [parse_change(raw(**{"section": "coping", "seq": 9, **given}))], DAY)[1]
    return outcome.reason or outcome.result


def test_an_invitation_is_taken_once_and_opens_the_chosen_parts_alone(helpers: Helpers, owner: Opened) -> None:
    secret = helpers.invite(owner.cookie, WRITES, DAY)
    cookie = helpers.take(secret, LATER)
    seen = helpers.open(cookie, LATER)
    assert (seen.owner, seen.name, seen.until) == ("Ada", "Sam", "")
    assert [*seen.plan.sections] == ["coping", "safe", "settings"]
    assert "canary" not in str({name: [e.now.content for e in es] for name, es in seen.plan.sections.items()})
    for again in (secret, "x" * 43, ""):
        with pytest.raises(NoInvitation):
            helpers.take(again, LATER)


def test_an_invitation_that_is_too_old_or_taken_back_works_like_one_that_never_was(
    helpers: Helpers, owner: Opened
) -> None:
    old, gone = (helpers.invite(owner.cookie, WRITES, DAY) for _ in range(2))
    with pytest.raises(NoInvitation):
        helpers.take(old, LATE)
    helpers.end(owner.cookie, helpers.all(owner.cookie, DAY)[0].id, DAY)
    with pytest.raises(NoInvitation):
        helpers.take(gone, DAY)
    assert [one.state for one in helpers.all(owner.cookie, LATE)] == ["ended", "ended"]


def test_an_invitation_that_nobody_took_leaves_the_disk_by_itself_and_the_plan_gets_another_key_later(
    helpers: Helpers, access: PlanAccess, owner: Opened, tmp_path: Path
) -> None:
    def files(shelf: str) -> list[Path]:
        return [path for path in (tmp_path / "data" / shelf).rglob("*") if path.is_file()]

    def kinds() -> list[str]:
        return [one.kind for one in access.store.load(owner.plan.id).record.holders]

    old = helpers.invite(owner.cookie, WRITES, DAY)
    young = helpers.invite(owner.cookie, WRITES, LATER)
    before = access.look(owner.cookie)
    over = datetime.fromisoformat(LATE).replace(tzinfo=UTC).timestamp()
    access.store.drop_tickets(over - 1)
    assert kinds() == ["device", "invite", "invite"]
    access.store.drop_tickets(over)
    assert kinds() == ["device", "invite"]
    locator = before.record.holders[1].id.encode()
    assert not [path for path in files("plans") if locator in path.read_bytes()], "nor in the previous file"
    # Someone who had opened the plan before saves it just now; at the next time it is gone for good.
    access.store.save(before.record, expected_revision=before.record.revision)
    assert kinds() == ["device", "invite", "invite"]
    for _ in range(2):
        access.store.drop_tickets(over)
    assert kinds() == ["device", "invite"]
    assert [len(files(shelf)) for shelf in ("tickets", "locators")] == [1, 2]
    with pytest.raises(NoInvitation):
        helpers.take(old, LATER)
    assert access.look(owner.cookie).plan_key == before.plan_key
    told = helpers.all(owner.cookie, LATE)
    assert [(one.state, one.ended) for one in told] == [("invited", ""), ("ended", LATE)]
    assert access.look(owner.cookie).plan_key != before.plan_key
    helpers.take(young, LATE)
    assert [len(files(shelf)) for shelf in ("tickets", "locators")] == [0, 0]


def test_a_damaged_plan_is_told_to_its_owner_before_an_old_invitation_leaves_it(
    helpers: Helpers, access: PlanAccess, owner: Opened, tmp_path: Path
) -> None:
    helpers.invite(owner.cookie, WRITES, DAY)
    (path,) = (tmp_path / "data" / "plans").glob("*/*/*.json")
    path.write_bytes(b"damaged")
    access.store.drop_tickets(1e12)
    assert access.open(owner.cookie).restored_from_previous


def test_an_invitation_outlives_the_process_that_made_it(tmp_path: Path) -> None:
    with TinyDBStore(tmp_path / "data") as store:
        owner = PlanAccess(store).create([], DAY)
        secret = Helpers(PlanAccess(store)).invite(owner.cookie, WRITES, DAY)
    with TinyDBStore(tmp_path / "data") as store:
        helpers = Helpers(PlanAccess(store))
        assert helpers.open(helpers.take(secret, DAY), DAY).name == "Sam"


@pytest.mark.parametrize("sections", [{}, {"avoid": "read"}, {"settings": "read"}, {"coping": "all"}, {"none": "read"}])
def test_no_rights_are_given_that_there_are_not(helpers: Helpers, owner: Opened, sections: dict[str, str]) -> None:
    with pytest.raises(InvalidChange):
        helpers.invite(owner.cookie, replace(WRITES, sections=sections), DAY)
    assert helpers.all(owner.cookie, DAY) == ()


def test_so_many_can_help_and_no_more(helpers: Helpers, owner: Opened, tmp_path: Path) -> None:
    for _ in range(20):
        helpers.invite(owner.cookie, WRITES, DAY)
    with pytest.raises(TooManyHelpers):
        helpers.invite(owner.cookie, WRITES, DAY)
    assert check(tmp_path / "data").problems == ()
    assert len(list((tmp_path / "data" / "locators").glob("*/*/*.json"))) == 20


def test_what_a_helper_writes_has_their_name_and_day_and_stands_beside(
    helpers: Helpers, access: PlanAccess, owner: Opened
) -> None:
    cookie = helpers.take(helpers.invite(owner.cookie, WRITES, DAY), DAY)
    own = {"kind": "add", "entry": 7, "content": {"text": "A walk"}, "by": "me", "day": "1999-01-01", "device": "x"}
    assert change(helpers, cookie, **own) == "done"
    assert change(helpers, cookie, kind="suggest", entry=1, content={"text": "Mint tea"}) == "done"
    plan = access.open(owner.cookie).plan
    tea, walk = plan.entries("coping")
    assert (walk.now.by, walk.now.day, walk.now.device) == (cookie.device_id, DAY, "")
    assert (tea.now.content, tea.now.by) == ({"text": "Tea"}, "me")
    assert [(one.content, one.by) for one in tea.suggestions] == [({"text": "Mint tea"}, cookie.device_id)]
    assert plan.voices == {cookie.device_id: {"name": "Sam", "role": "peer worker"}}
    (told,) = helpers.all(owner.cookie, DAY)
    assert (told.state, told.wrote) == ("helps", {"coping": (DAY,)})


def test_the_owner_sees_on_which_days_a_part_was_opened(helpers: Helpers, access: PlanAccess, owner: Opened) -> None:
    cookie = helpers.take(helpers.invite(owner.cookie, WRITES, DAY), DAY)
    for day in (DAY, DAY, LATER):
        before = access.open(owner.cookie).revision
        helpers.note(cookie, "safe", day)
    assert access.open(owner.cookie).revision > before
    helpers.note(cookie, "safe", LATER)
    helpers.note(cookie, "reasons", LATER)
    assert access.open(owner.cookie).revision == before + 1, "written once a day, and for parts they may read"
    assert helpers.all(owner.cookie, DAY)[0].opened == {"safe": (DAY, LATER)}


@pytest.mark.parametrize("how", ["owner", "last day", "helper"])
def test_whoever_ends_it_the_keys_change_and_the_helper_is_told(
    how: str, helpers: Helpers, access: PlanAccess, owner: Opened
) -> None:
    until = "2026-12-05" if how == "last day" else ""
    cookie = helpers.take(helpers.invite(owner.cookie, replace(WRITES, until=until), DAY), DAY)
    change(helpers, cookie, kind="add", entry=7, content={"text": "A walk"})
    code = access.make_recovery_code(owner.cookie)
    before = access.look(owner.cookie).plan_key
    if how == "owner":
        helpers.end(owner.cookie, cookie.device_id, LATER)
    elif how == "helper":
        helpers.leave(cookie, LATER)
    for _ in range(2):
        with pytest.raises(HelpEnded):
            helpers.open(cookie, LATER)
    with pytest.raises(HelpEnded):
        change(helpers, cookie, kind="add", entry=8, content={"text": "More"})
    found = access.look(owner.cookie)
    assert found.plan_key != before
    assert all(open_sealed_key(one, (cookie.key,)) is None for one in found.record.holders)
    assert access.recover(code, LATER).plan.id == owner.plan.id, "the others open it as before"
    (told,) = helpers.all(owner.cookie, LATER)
    assert (told.state, told.name, told.ended) == ("ended", "Sam", LATER)
    assert found.plan.voices[cookie.device_id]["name"] == "Sam"
    assert found.plan.entries("coping")[1].now.content == {"text": "A walk"}


def test_a_helpers_key_opens_no_owners_door_and_an_owners_no_helpers(
    helpers: Helpers, access: PlanAccess, owner: Opened
) -> None:
    cookie = helpers.take(helpers.invite(owner.cookie, WRITES, DAY), DAY)
    for act in (access.open, access.has_recovery_code, access.delete, Devices(access).all):
        with pytest.raises(NotAllowed):
            act(cookie)
    with pytest.raises(NotAllowed):
        helpers.open(owner.cookie, DAY)
    assert access.open(owner.cookie).devices == 1


def test_new_recovery_words_and_a_device_taken_off_leave_helpers_where_they_are(
    helpers: Helpers, access: PlanAccess, owner: Opened
) -> None:
    cookie = helpers.take(helpers.invite(owner.cookie, WRITES, DAY), DAY)
    invited = helpers.invite(owner.cookie, WRITES, DAY)
    second = access.recover(access.make_recovery_code(owner.cookie), DAY).cookie
    access.keep_recovery_code(owner.cookie, access.make_recovery_code(owner.cookie))
    access.proofs.note(owner.cookie)
    Devices(access).remove(owner.cookie, second.device_id, DAY)
    assert helpers.open(cookie, DAY).name == "Sam"
    assert helpers.take(invited, DAY)


def test_a_copy_says_whose_words_they_are(helpers: Helpers, access: PlanAccess, owner: Opened) -> None:
    cookie = helpers.take(helpers.invite(owner.cookie, WRITES, DAY), DAY)
    change(helpers, cookie, kind="add", entry=7, content={"text": "A walk"})
    helpers.end(owner.cookie, cookie.device_id, DAY)
    tea, walk = chosen(access.open(owner.cookie).plan, ["coping"])["coping"]
    assert ("voice" in tea, walk["voice"], walk["day"]) == (False, "Sam", DAY)


def test_an_owner_can_speak_for_nobody_else(access: PlanAccess, owner: Opened) -> None:
    one = parse_change({**add("coping", 9, text="x"), "by": "c" * 32})
    assert access.change(owner.cookie, [one])[0].plan.entry("coping", entry_id(9)).now.by == "me"


def test_open_pages_of_a_helper_close_when_help_ends_or_is_left(
    access: PlanAccess, helpers: Helpers, owner: Opened
) -> None:
    told: list[tuple[str, str]] = []
    access.closing.watch(lambda plan_id, device_id: told.append((plan_id, device_id)))
    sam, jo = (helpers.take(helpers.invite(owner.cookie, WRITES, DAY), DAY) for _ in range(2))
    helpers.end(owner.cookie, sam.device_id, DAY)
    helpers.leave(jo, DAY)
    assert told == [(owner.plan.id, sam.device_id), (owner.plan.id, jo.device_id)]


def test_who_helps_is_named_to_the_owner_as_a_reader_of_their_parts(
    access: PlanAccess, helpers: Helpers, owner: Opened
) -> None:
    helpers.take(helpers.invite(owner.cookie, replace(WRITES, until=LATER), DAY), DAY)
    helps = access.open(owner.cookie).helps
    assert [helping(helps, part, DAY) for part in ("coping", "safe", "reasons")] == [["Sam"], ["Sam"], []]
    assert helping(helps, "coping", LATE) == []
