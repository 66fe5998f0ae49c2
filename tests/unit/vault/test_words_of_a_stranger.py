"""Words that someone else made and kept take nothing from an owner, whichever device is taken off or let go."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pwa.store.errors import TooSoon
from pwa.vault.access import PlanAccess
from pwa.vault.codes import WordsTooNew
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.holders import NotAllowed
from pwa.vault.keys import new_key
from pwa.vault.pin import LEAST_ROUNDS, PinFactor, Pins
from pwa.vault.proofs import NeedsProof
from pwa.vault.proving import WrongCode, prove_by_words
from pwa.vault.recovery import new_code

NOW = datetime.now(UTC)


def day(after: int = 0) -> str:
    return (NOW.date() + timedelta(days=after)).isoformat()


class Family:
    """An old phone that made the words on paper, a tablet on which someone made others, and the owner's new phone."""

    def __init__(self, access: PlanAccess) -> None:
        self.access, self.devices = access, Devices(access)
        self.old = access.create(day=day(-30)).cookie
        self.paper = self.made(self.old, day(-30))
        self.tablet = access.recover(self.paper, day(-20)).cookie
        access.proofs.forget(self.tablet.device_id)
        self.theirs = self.made(self.tablet, day())
        self.phone = access.recover(self.paper, day()).cookie
        self.factor = PinFactor(secret=new_key(), salt=b"s" * 16, rounds=LEAST_ROUNDS, proof=b"p" * 32, storage=b"k")

    def made(self, cookie: DeviceCookie, day: str) -> str:
        words = self.access.make_recovery_code(cookie, day=day)
        self.access.keep_recovery_code(cookie, words)
        return words

    def opens(self, words: str, after: int = 0) -> bool:
        try:
            return bool(self.access.recover(words, day(after)))
        except NotAllowed:
            return False

    def assert_tablet_has_to_show_its_owner(self) -> None:
        with pytest.raises(NeedsProof):
            self.devices.remove(self.tablet, self.phone.device_id, day())
        with pytest.raises(NeedsProof):
            self.access.delete(self.tablet, day())


@pytest.fixture
def family(access: PlanAccess) -> Family:
    return Family(access)


def test_the_words_on_paper_outlive_the_phone_that_made_them_and_end_those_that_wait(family: Family) -> None:
    family.devices.remove(family.phone, family.old.device_id, day())
    family.assert_tablet_has_to_show_its_owner()
    assert [family.opens(family.paper, 6), family.opens(family.theirs)] == [True, False]


def test_who_shows_a_pin_alone_keeps_words_that_wait(family: Family) -> None:
    locked = Pins(family.access).set(family.phone, family.factor)
    Pins(family.access).prove(locked, family.factor.secret, family.factor.proof, NOW.timestamp())
    family.devices.remove(locked, family.old.device_id, day())
    assert [family.opens(family.paper, 6), family.opens(family.theirs)] == [True, True]


def test_words_that_wait_are_nobodys_first_words(family: Family) -> None:
    family.devices.remove(family.phone, family.old.device_id, day(), is_lost=True)
    assert [family.opens(family.paper), family.opens(family.theirs)] == [False, True]
    family.made(family.tablet, day())
    family.assert_tablet_has_to_show_its_owner()
    mine = family.made(family.phone, day())  # its owner showed the words on paper some minutes ago
    prove_by_words(family.access, family.phone, mine, NOW.timestamp())
    assert not family.opens(family.theirs)


def test_words_of_a_device_go_with_the_one_that_took_its_place(family: Family) -> None:
    locked = Pins(family.access).set(family.phone, family.factor)
    Pins(family.access).prove(locked, family.factor.secret, family.factor.proof, NOW.timestamp())
    family.made(locked, day())
    theirs = family.access.make_recovery_code(locked, day=day())
    anew = family.access.recover(theirs, day(), locked).cookie  # the PIN was forgotten
    family.devices.remove(family.old, anew.device_id, day(), is_lost=True)
    assert not family.opens(theirs)


@pytest.mark.parametrize("is_typed", [False, True])
def test_words_made_beside_the_first_ones_wait_once_those_are_kept(access: PlanAccess, *, is_typed: bool) -> None:
    cookie = access.create(day=day(-30)).cookie
    mine, theirs = (access.make_recovery_code(cookie, day=day(-20)) for _ in range(2))
    if is_typed:
        access.recover(mine, day())
    else:
        access.keep_recovery_code(cookie, mine)
    assert access.open(cookie).new_words == day()
    with pytest.raises(WordsTooNew):
        prove_by_words(access, cookie, theirs, NOW.timestamp())
    access.keep_recovery_code(cookie, theirs)
    prove_by_words(access, cookie, mine, NOW.timestamp())


def test_words_that_are_over_leave_the_disk_on_the_next_day_of_use(family: Family, tmp_path: Path) -> None:
    for _ in range(2):
        family.devices.note(family.tablet, family.access.open(family.tablet), day(8))
    assert len(family.access.look(family.tablet).codes()) == 1
    assert len(list(tmp_path.glob("data/locators/*/*/*.json"))) == 1


def test_wrong_words_on_one_device_slow_no_other(family: Family) -> None:
    for _ in range(5):
        with pytest.raises(WrongCode):
            prove_by_words(family.access, family.tablet, new_code().text(), 0.0)
    with pytest.raises(TooSoon):
        prove_by_words(family.access, family.tablet, family.paper, 1.0)
    prove_by_words(family.access, family.phone, family.paper, 1.0)
