"""Words made beside kept ones by someone who showed nothing: for 7 days they shut nobody out and show nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pwa.vault.access import PlanAccess
from pwa.vault.codes import WAIT_DAYS, WordsTooNew
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.holders import NotAllowed
from pwa.vault.keys import new_key
from pwa.vault.pin import LEAST_ROUNDS, PinFactor, Pins
from pwa.vault.proofs import NeedsProof
from pwa.vault.proving import WrongCode, prove_by_words

TODAY = datetime.now(UTC).date()
NOW = datetime.now(UTC).timestamp()
WAIT_SECONDS = WAIT_DAYS * 24 * 3600


def day(after: int = 0) -> str:
    return (TODAY + timedelta(days=after)).isoformat()


class Picked:
    """A phone without a PIN, picked up for some minutes; its owner has words on paper, and another device."""

    def __init__(self, access: PlanAccess, made_on: str = day()) -> None:
        self.access, self.pins, self.devices = access, Pins(access), Devices(access)
        self.phone = access.create(day=day(-30)).cookie
        self.paper = access.make_recovery_code(self.phone, day=day(-30))
        access.keep_recovery_code(self.phone, self.paper)
        self.other = access.recover(self.paper, day(-20)).cookie
        self.alone()
        self.theirs = access.make_recovery_code(self.phone, day=made_on)
        access.keep_recovery_code(self.phone, self.theirs)
        access.keep_recovery_code(self.phone)

    def alone(self) -> None:
        for cookie in (self.phone, self.other):
            self.access.proofs.forget(cookie.device_id)

    def set_pin(self, cookie: DeviceCookie | None = None) -> DeviceCookie:
        made = PinFactor(secret=new_key(), salt=b"s" * 16, rounds=LEAST_ROUNDS, proof=b"p" * 32, storage=b"k" * 32)
        return self.pins.set(cookie or self.phone, made)

    def acts(self) -> tuple[Callable[[], object], ...]:
        """What could shut an owner out."""
        return (
            self.set_pin,
            lambda: self.devices.remove(self.phone, self.other.device_id, day()),
            lambda: self.access.delete(self.phone, day()),
        )


@pytest.fixture
def picked(access: PlanAccess) -> Picked:
    return Picked(access)


@pytest.mark.parametrize("act", range(3))
def test_new_words_do_not_shut_the_owner_out(picked: Picked, act: int) -> None:
    with pytest.raises(WordsTooNew):
        prove_by_words(picked.access, picked.phone, picked.theirs, NOW)
    with pytest.raises(NeedsProof):
        picked.acts()[act]()
    prove_by_words(picked.access, picked.phone, picked.paper, NOW + 1)
    picked.acts()[act]()


def test_a_device_that_comes_in_with_them_shuts_nobody_out(picked: Picked) -> None:
    picked.phone = picked.access.recover(picked.theirs, day()).cookie
    for act in picked.acts():
        with pytest.raises(NeedsProof):
            act()


def test_they_take_the_place_of_no_forgotten_pin(picked: Picked) -> None:
    prove_by_words(picked.access, picked.other, picked.paper, NOW)
    locked = picked.set_pin(picked.other)
    with pytest.raises(WordsTooNew):
        picked.access.recover(picked.theirs, day(), locked)
    assert picked.access.recover(picked.paper, day(), locked)


def test_words_on_paper_open_the_plan_whatever_is_made_or_kept_beside_them(picked: Picked) -> None:
    for _ in range(3):
        picked.access.keep_recovery_code(picked.phone, picked.access.make_recovery_code(picked.phone, day=day()))
    assert picked.access.recover(picked.paper, day(WAIT_DAYS - 1))


def test_every_device_says_so_whichever_of_them_goes(picked: Picked) -> None:
    prove_by_words(picked.access, picked.other, picked.paper, NOW)
    picked.devices.remove(picked.other, picked.phone.device_id, day())
    assert picked.access.open(picked.other).new_words == day()


def test_after_seven_days_they_count_and_end_those_before(picked: Picked) -> None:
    with pytest.raises(NotAllowed):
        picked.access.recover(picked.paper, day(WAIT_DAYS))
    with pytest.raises(WrongCode):
        prove_by_words(picked.access, picked.phone, picked.paper, NOW + WAIT_SECONDS)
    prove_by_words(picked.access, picked.phone, picked.theirs, NOW + WAIT_SECONDS + 60)
    picked.set_pin()


def test_who_shows_the_words_on_paper_ends_the_others_at_once(picked: Picked) -> None:
    prove_by_words(picked.access, picked.phone, picked.paper, NOW)
    mine = picked.access.make_recovery_code(picked.phone, day=day())
    picked.access.keep_recovery_code(picked.phone, mine)
    for gone in (picked.paper, picked.theirs):
        with pytest.raises(NotAllowed):
            picked.access.recover(gone, day())
    assert picked.access.recover(mine, day())


def test_the_first_words_of_a_plan_count_at_once(access: PlanAccess) -> None:
    phone = access.create(day=day()).cookie
    words = access.make_recovery_code(phone, day=day())
    access.keep_recovery_code(phone, words)
    access.proofs.forget(phone.device_id)
    prove_by_words(access, phone, words, NOW)
    access.delete(phone, day())
