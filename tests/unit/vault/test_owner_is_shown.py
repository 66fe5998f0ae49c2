"""What could shut an owner out of their plan asks on an unlocked device with a PIN for that, or for the old words."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pwa.share.copies import Copies
from pwa.share.helpers import Helpers
from pwa.share.helping import Invitation
from pwa.share.terms import Terms
from pwa.store.errors import TooSoon
from pwa.vault.access import PlanAccess
from pwa.vault.adding import Adding
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.keys import new_key
from pwa.vault.leaving import leave
from pwa.vault.pin import LEAST_ROUNDS, PinFactor, Pins, WrongPin
from pwa.vault.proofs import SECONDS, NeedsProof, Proofs
from pwa.vault.proving import WrongCode, prove_by_words
from pwa.vault.recovery import CodeError, new_code

TERMS = Terms(label="x", sections=("coping",))
HELP = Invitation(name="Ann", role="", owner="Sam", sections={"coping": "read"}, until="")
PROOF = b"r" * 32


class Owner:
    """An owner at an unlocked device with a PIN; there is another device, and a copy."""

    def __init__(self, access: PlanAccess) -> None:
        self.access, self.pins, self.devices, self.copies = access, Pins(access), Devices(access), Copies(access)
        first = access.create().cookie
        self.code = access.make_recovery_code(first)
        access.keep_recovery_code(first, self.code)
        self.other = access.recover(self.code).cookie
        self.copy = self.copies.make(first, TERMS)
        self.factor = PinFactor(secret=new_key(), salt=b"s" * 16, rounds=LEAST_ROUNDS, proof=PROOF, storage=b"k" * 32)
        self.cookie = self.pins.set(first, self.factor)

    def acts(self) -> list[Callable[[], object]]:
        cookie = self.cookie
        return [
            lambda: self.access.make_recovery_code(cookie),
            lambda: self.copies.make(cookie, TERMS),
            lambda: self.copies.link(cookie, self.copy.id, "https://x"),
            lambda: self.devices.remove(cookie, self.other.device_id),
            lambda: self.pins.set(cookie, replace(self.factor, secret=b"q" * 32)),
            lambda: self.pins.unset(cookie),
            lambda: Helpers(self.access).invite(cookie, HELP, "2026-02-25"),
            lambda: self.access.delete(cookie),
            lambda: self.copies.change(cookie, self.copy.id, TERMS),
            lambda: leave(self.access, cookie),
        ]


@pytest.fixture
def owner(access: PlanAccess) -> Owner:
    return Owner(access)


def assert_nothing_goes(owner: Owner) -> None:
    for act in owner.acts():
        with pytest.raises(NeedsProof):
            act()
    with pytest.raises(CodeError):
        Adding(owner.access).offer(owner.cookie, "", 0.0)


def test_an_unlocked_device_alone_does_none_of_it(owner: Owner) -> None:
    assert_nothing_goes(owner)
    assert len(owner.devices.all(owner.cookie)) == 2


@pytest.mark.parametrize("act", range(10))
def test_with_the_pin_each_of_it_goes(owner: Owner, act: int) -> None:
    owner.pins.prove(owner.cookie, b"", PROOF, 0.0)
    owner.acts()[act]()


def test_the_recovery_words_do_as_well_as_the_pin(owner: Owner) -> None:
    prove_by_words(owner.access, owner.cookie, owner.code, 0.0)
    owner.acts()[0]()
    assert Adding(owner.access).offer(owner.cookie, "", 0.0)


def test_each_added_device_asks_anew(owner: Owner) -> None:
    owner.pins.prove(owner.cookie, b"", PROOF, 0.0)
    assert Adding(owner.access).offer(owner.cookie, "", 0.0)
    with pytest.raises(CodeError):
        Adding(owner.access).offer(owner.cookie, "", 1.0)
    typed_just_now = owner.access.recover(owner.code).cookie  # on a device without a PIN
    with pytest.raises(CodeError):
        Adding(owner.access).offer(typed_just_now, "", 1.0)


def test_what_an_open_tab_keeps_of_the_pin_shows_nothing(owner: Owner) -> None:
    with pytest.raises(WrongPin):
        owner.pins.prove(owner.cookie, owner.factor.secret, owner.factor.secret, 0.0)
    assert_nothing_goes(owner)


def test_wrong_words_are_slowed_and_show_nothing(owner: Owner) -> None:
    for _ in range(5):
        with pytest.raises(WrongCode):
            prove_by_words(owner.access, owner.cookie, new_code().text(), 0.0)
    with pytest.raises(TooSoon):
        prove_by_words(owner.access, owner.cookie, owner.code, 1.0)
    assert_nothing_goes(owner)


def test_it_holds_for_five_minutes_and_for_this_device_alone(owner: Owner) -> None:
    now = [1000.0]
    owner.access.proofs = Proofs(lambda: now[0])
    owner.pins.prove(owner.cookie, b"", PROOF, 0.0)
    prove_by_words(owner.access, owner.other, owner.code, 0.0)
    other = owner.pins.set(owner.other, replace(owner.factor, secret=new_key()))
    with pytest.raises(NeedsProof):
        owner.access.make_recovery_code(other)
    now[0] += SECONDS - 1
    owner.access.make_recovery_code(owner.cookie)
    now[0] += 1
    assert_nothing_goes(owner)


def test_a_pin_of_before_is_shown_by_what_was_made_of_it_then(owner: Owner) -> None:
    def older(found: object) -> object:
        facts = {name: value for name, value in found.facts_of(owner.cookie.device_id).items() if name != "proof"}  # type: ignore[attr-defined]
        return replace(found, known={**found.known, owner.cookie.device_id: facts})  # type: ignore[attr-defined,type-var]

    owner.access.edit(owner.cookie, older)  # type: ignore[arg-type]
    with pytest.raises(WrongPin):
        owner.pins.prove(owner.cookie, new_key(), PROOF, 0.0)
    owner.pins.prove(owner.cookie, owner.factor.secret, PROOF, 0.0)
    owner.acts()[0]()


def test_a_device_without_a_pin_is_asked_nothing(access: PlanAccess) -> None:
    cookie: DeviceCookie = access.create().cookie
    access.make_recovery_code(cookie)
    assert Copies(access).make(cookie, TERMS)
