"""What a plan's owner learns when someone who helps leaves, or takes back what they wrote."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pwa.pages.helping.readers import read_too
from pwa.plan.changes import parse_change
from pwa.share.helpers import Helpers
from pwa.share.recipients import helper_under_avoid
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from tests.unit.plan.making import OUTBOX, add
from tests.unit.share.test_helpers import DAY, LATER, WRITES, change


@pytest.fixture
def access(tmp_path: Path) -> Iterator[PlanAccess]:
    with TinyDBStore(tmp_path / "data") as store:
        yield PlanAccess(store)


@pytest.mark.parametrize("by_them", [True, False])
def test_who_left_is_told_from_who_was_ended(access: PlanAccess, by_them: bool) -> None:
    owner, helpers = access.create([], DAY), Helpers(access)
    cookie = helpers.take(helpers.invite(owner.cookie, WRITES, DAY), DAY)
    if by_them:
        helpers.leave(cookie, LATER)
    else:
        helpers.end(owner.cookie, cookie.device_id, LATER)
    (told,) = helpers.all(owner.cookie, LATER)
    assert (told.state, told.ended, told.has_left) == ("ended", LATER, by_them)


def test_what_a_helper_takes_back_is_told_without_its_words(access: PlanAccess) -> None:
    owner, helpers = access.create([parse_change(add("coping", 1, text="Tea"))], DAY), Helpers(access)
    cookie = helpers.take(helpers.invite(owner.cookie, WRITES, DAY), DAY)
    change(helpers, cookie, kind="add", entry=7, content={"text": "canary"})
    change(helpers, cookie, kind="suggest", entry=1, seq=10, content={"text": "canary"})
    assert helpers.all(owner.cookie, DAY)[0].took_back == {}
    for _ in range(2):
        change(helpers, cookie, kind="delete", entry=7, seq=11, based_on=f"{OUTBOX}:9")
    change(helpers, cookie, kind="leave", entry=1, seq=12, settles=[f"{OUTBOX}:10"])
    (told,) = helpers.all(owner.cookie, DAY)
    assert told.took_back == {"coping": (DAY,)}
    assert "canary" not in repr(access.look(owner.cookie).known)


def test_a_helper_is_told_since_when_and_the_owner_which_helpers_read_each_other(access: PlanAccess) -> None:
    owner, helpers = access.create([], DAY), Helpers(access)
    sam, jo = (helpers.take(helpers.invite(owner.cookie, WRITES, DAY), day) for day in (DAY, LATER))
    assert [helpers.open(one, LATER).since for one in (sam, jo)] == [DAY, LATER]
    newest, oldest = helpers.all(owner.cookie, LATER)
    plan = access.open(owner.cookie).plan
    assert read_too(plan, oldest, [newest, oldest]) == ["Sam"]
    helpers.leave(jo, LATER)
    newest, oldest = helpers.all(owner.cookie, LATER)
    assert read_too(plan, oldest, [newest, oldest]) == [], "who wrote nothing and left is read by nobody"


@pytest.mark.parametrize(
    ("contact", "avoid", "is_asked"),
    [
        ({"name": "Jo"}, {"name": " sam "}, True),
        ({"name": "Sam", "phones": [{"number": "07700 900112"}]}, {"name": "Him", "number": "07700900112"}, True),
        ({"name": "Jo", "phones": [{"number": "07700 900112"}]}, {"name": "Him", "number": "07700900112"}, False),
    ],
)
def test_a_helper_who_is_not_to_be_called_any_more_is_asked_about_until_the_owner_says(
    access: PlanAccess, contact: dict[str, Any], avoid: dict[str, str], is_asked: bool
) -> None:
    some = [add("contacts", 1, **contact), add("avoid", 2, **avoid)]
    owner, helpers = access.create([parse_change(one) for one in some], DAY), Helpers(access)
    cookie = helpers.take(helpers.invite(owner.cookie, WRITES, DAY), DAY)
    opened = access.open(owner.cookie)
    (facts,) = opened.helps
    found = [entry.id for entry in helper_under_avoid(opened.plan, facts)]
    assert bool(found) is is_asked
    (facts,) = helpers.go_on(owner.cookie, cookie.device_id, found).helps
    assert helper_under_avoid(opened.plan, facts) == []
    assert helpers.open(cookie, DAY).name == "Sam"
