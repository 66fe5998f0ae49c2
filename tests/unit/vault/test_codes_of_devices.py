"""Recovery codes: which ones are kept, what one more changes, and which go with the device that made them."""

from pathlib import Path

import pytest

from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.holders import NotAllowed
from pwa.vault.proving import prove_by_words


@pytest.fixture
def cookie(access: PlanAccess) -> DeviceCookie:
    return access.create(day="2026-01-01").cookie


def kept(access: PlanAccess, cookie: DeviceCookie, day: str = "") -> str:
    code = access.make_recovery_code(cookie, day=day)
    access.keep_recovery_code(cookie, code)
    return code


def opens(access: PlanAccess, code: str) -> bool:
    try:
        return bool(access.recover(code))
    except NotAllowed:
        return False


def test_a_code_counts_from_when_it_was_said_to_be_kept(access: PlanAccess, cookie: DeviceCookie) -> None:
    code = access.make_recovery_code(cookie)
    assert not access.open(cookie).has_code
    access.keep_recovery_code(cookie, code)
    assert access.open(cookie).has_code


def test_who_came_in_with_a_code_has_it(access: PlanAccess, cookie: DeviceCookie) -> None:
    assert access.recover(access.make_recovery_code(cookie)).has_code
    assert access.open(cookie).has_code


def test_a_code_of_an_older_version_counts_as_kept(tmp_path: Path) -> None:
    with TinyDBStore(tmp_path / "x") as store:
        cookie = PlanAccess(store).create().cookie
        kept(PlanAccess(store), cookie)
    assert not any(b'"kept":false' in path.read_bytes() for path in (tmp_path / "x").rglob("*.json"))
    with TinyDBStore(tmp_path / "x") as store:
        assert PlanAccess(store).open(cookie).has_code


def test_words_on_paper_outlive_others_that_were_only_looked_at(access: PlanAccess, cookie: DeviceCookie) -> None:
    paper = kept(access, cookie)
    looked_at = [access.make_recovery_code(cookie) for _ in range(3)]
    assert [opens(access, code) for code in (paper, *looked_at)] == [True, False, True, True]


def test_new_words_are_told_unless_the_old_ones_were_shown(access: PlanAccess, cookie: DeviceCookie) -> None:
    paper = kept(access, cookie, "2026-02-01")
    assert access.open(cookie).new_words == ""
    prove_by_words(access, cookie, paper, 0.0)
    kept(access, cookie, "2026-02-02")
    assert access.open(cookie).new_words == ""
    access.proofs.forget(cookie.device_id)
    access.make_recovery_code(cookie, day="2026-02-03")
    assert access.open(cookie).new_words == "2026-02-03"


@pytest.fixture
def lost(access: PlanAccess, cookie: DeviceCookie) -> Opened:
    """Another device of the plan, whose owner has words on paper from the first one."""
    return access.recover(kept(access, cookie))


def test_words_that_a_removed_device_looked_at_open_nothing(
    access: PlanAccess, cookie: DeviceCookie, lost: Opened, tmp_path: Path
) -> None:
    theirs = [access.make_recovery_code(lost.cookie) for _ in range(2)]
    Devices(access).remove(cookie, lost.cookie.device_id)
    assert not any(opens(access, code) for code in theirs)
    assert access.open(cookie).has_code
    assert len(list(tmp_path.glob("data/locators/*/*/*.json"))) == 1


def test_words_that_a_lost_device_made_and_kept_open_nothing(
    access: PlanAccess, cookie: DeviceCookie, lost: Opened
) -> None:
    theirs = kept(access, lost.cookie)
    Devices(access).remove(cookie, lost.cookie.device_id, is_lost=True)
    assert not opens(access, theirs)
    assert not access.open(cookie).has_code


def test_the_only_words_on_paper_stay_when_the_device_that_made_them_is_given_away(
    access: PlanAccess, cookie: DeviceCookie, lost: Opened
) -> None:
    paper = kept(access, lost.cookie)
    looked_at = access.make_recovery_code(lost.cookie)
    Devices(access).remove(cookie, lost.cookie.device_id)
    assert [opens(access, code) for code in (paper, looked_at)] == [True, False]
