"""Opening a copy: who is let in, what is counted, and what is noted."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from pwa.errors import PocketPlanError
from pwa.share import base64url
from pwa.share.copies import Copies, CopyInUse
from pwa.share.passcodes import MOST_TRIES
from pwa.share.refusals import (
    CopyExpired,
    CopyPaused,
    CopyStopped,
    NoSuchCopy,
    NotToKeep,
    PasscodeNeeded,
    PasscodeWrong,
)
from pwa.share.terms import Copy, Terms
from pwa.store.disk import Disk
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from tests.unit.share.conftest import Sharing, proof_of
from tests.unit.share.making import SAM

PHONE, TABLET = "ab" * 16, "cd" * 16


@pytest.fixture
def copy(sharing: Sharing) -> Copy:
    return sharing.copies.make(sharing.cookie, SAM)


@pytest.fixture
def locked(sharing: Sharing) -> Copy:
    return sharing.copies.make(sharing.cookie, replace(SAM, passcode="Blue Door"))


def in_use(sharing: Sharing) -> CopyInUse:
    return sharing.copies.all(sharing.cookie)[0]


def tried(sharing: Sharing, copy: Copy, passcode: str) -> str:
    try:
        sharing.fetch(copy, passcode=passcode)
    except PocketPlanError as error:
        return error.reason
    return "opened"


def test_whatever_is_not_the_proof_of_this_copy_looks_like_nothing(sharing: Sharing, copy: Copy) -> None:
    other = sharing.copies.make(sharing.cookie, SAM)
    proof = proof_of(copy)
    for copy_id, shown in (
        (copy.id, proof_of(other)),
        (other.id, proof),
        ("A" * 22, proof),
        ("", proof),
        ("../../plans", proof),
        (copy.id.swapcase(), proof),
        *((copy.id, wrong) for wrong in (None, 5, "", [], {}, proof[:-1], proof + "=", proof + "A", "é" * 43)),
        (copy.id, base64url.encode(copy.key)),
    ):
        with pytest.raises(NoSuchCopy) as caught:
            sharing.openings.open(copy_id, shown)
        assert str(caught.value) == str(NoSuchCopy())
        with pytest.raises(NoSuchCopy):
            sharing.openings.let_go(copy_id, shown, PHONE)


def test_without_the_proof_stopped_and_ended_copies_look_like_nothing_too(sharing: Sharing, copy: Copy) -> None:
    ended = sharing.copies.make(sharing.cookie, replace(SAM, until="2026-11-24"))
    sharing.copies.stop(sharing.cookie, copy.id)
    for one, refusal in ((copy, CopyStopped), (ended, CopyExpired)):
        with pytest.raises(refusal):
            sharing.fetch(one)
        with pytest.raises(NoSuchCopy):
            sharing.openings.open(one.id, base64url.encode(bytes(32)))


def test_what_was_opened_is_at_hand_until_anything_changes(sharing: Sharing, copy: Copy, locked: Copy) -> None:
    sealed = sharing.fetch(copy)
    sharing.day = "2026-11-26"
    assert sharing.openings.open_at_hand(copy.id, proof_of(copy)) == sealed
    assert in_use(sharing).days == ("2026-11-25", "2026-11-26")
    assert sharing.openings.open_at_hand(copy.id, proof_of(locked)) is None
    sharing.fetch(locked, passcode="blue door")
    assert sharing.openings.open_at_hand(locked.id, proof_of(locked)) is None
    sharing.day = "2027-11-26"
    assert sharing.openings.open_at_hand(copy.id, proof_of(copy)) is None
    sharing.day = "2026-11-26"
    sharing.copies.stop(sharing.cookie, copy.id)
    assert sharing.openings.open_at_hand(copy.id, proof_of(copy)) is None


def test_a_passcode_is_asked_for_and_taken_however_it_is_spelt(sharing: Sharing, locked: Copy) -> None:
    for none in (None, ""):
        with pytest.raises(PasscodeNeeded):
            sharing.openings.open(locked.id, proof_of(locked), passcode=none)
    for spelt in ("Blue Door", "blue door", " BLUEDOOR "):
        assert tried(sharing, locked, spelt) == "opened"
    with pytest.raises(PasscodeWrong) as caught:
        sharing.fetch(locked, passcode="red door")
    assert caught.value.values == {"left": MOST_TRIES - 1}


def test_after_ten_other_passcodes_it_pauses_until_the_owner_lets_it_go_on(sharing: Sharing, locked: Copy) -> None:
    assert [tried(sharing, locked, f"{number}") for number in range(MOST_TRIES)] == ["passcode_wrong"] * MOST_TRIES
    sharing.restart()
    assert tried(sharing, locked, "blue door") == "copy_paused"
    with pytest.raises(CopyPaused):
        sharing.fetch(locked)
    sharing.copies.change(sharing.cookie, locked.id, replace(locked.terms, label="Al"))
    assert in_use(sharing).is_paused
    sharing.copies.let_go_on(sharing.cookie, locked.id)
    assert not in_use(sharing).is_paused
    assert tried(sharing, locked, "blue door") == "opened"


def test_a_right_passcode_uses_up_no_tries_and_gives_none_back(sharing: Sharing, locked: Copy) -> None:
    outcomes = []
    for number in range(MOST_TRIES + 1):
        outcomes.append(tried(sharing, locked, "blue door"))
        outcomes.append(tried(sharing, locked, f"{number}"))
    assert outcomes == ["opened", "passcode_wrong"] * MOST_TRIES + ["copy_paused"] * 2


def test_of_a_hundred_wrong_passcodes_at_once_exactly_ten_count(sharing: Sharing, locked: Copy) -> None:
    with ThreadPoolExecutor(100) as pool:
        outcomes = list(pool.map(lambda number: tried(sharing, locked, f"{number}"), range(100)))
    assert (outcomes.count("passcode_wrong"), outcomes.count("copy_paused")) == (MOST_TRIES, 90)
    assert sharing.store.read_counter(locked.id) == MOST_TRIES


def test_right_passcodes_at_once_are_all_let_in_beside_wrong_ones(sharing: Sharing, locked: Copy) -> None:
    typed = ["wrong", *["blue door"] * 3] * (MOST_TRIES - 1)
    with ThreadPoolExecutor(40) as pool:
        outcomes = list(pool.map(lambda passcode: tried(sharing, locked, passcode), typed))
    assert outcomes == ["passcode_wrong", *["opened"] * 3] * (MOST_TRIES - 1)
    assert sharing.store.read_counter(locked.id) == MOST_TRIES - 1


def test_a_passcode_can_be_given_changed_and_taken_away(sharing: Sharing, copy: Copy) -> None:
    for passcode, outcomes in (("one", ["opened", "passcode_wrong"]), ("two", ["passcode_wrong", "opened"])):
        sharing.copies.change(sharing.cookie, copy.id, replace(SAM, passcode=passcode))
        assert [tried(sharing, copy, typed) for typed in ("one", "two")] == outcomes
    sharing.copies.change(sharing.cookie, copy.id, SAM)
    assert sharing.fetch(copy)


def test_days_are_noted_as_days_once_each_and_are_on_disk_after_a_while(sharing: Sharing, copy: Copy) -> None:
    for day in ("2026-11-25", "2026-11-27", "2026-11-27"):
        sharing.day = day
        sharing.fetch(copy)
    days = ("2026-11-25", "2026-11-27")
    assert in_use(sharing).days == days
    assert sharing.store.load_copy(copy.id).opened == ()
    sharing.openings.flush()
    sharing.restart()
    assert in_use(sharing).days == days
    (path,) = sharing.folder.glob("copies/*/*/*.json")
    kept = json.loads(path.read_bytes().partition(b"\n")[2])["kept"]["1"]
    assert kept["opened"] == list(days)


def test_days_survive_a_resealing_and_a_refusal_notes_none(sharing: Sharing, locked: Copy) -> None:
    tried(sharing, locked, "red")
    assert in_use(sharing).days == ()
    tried(sharing, locked, "blue door")
    sharing.openings.flush()
    sharing.copies.change(sharing.cookie, locked.id, SAM)
    assert in_use(sharing).days == ("2026-11-25",)


def test_the_days_of_a_copy_that_is_gone_are_let_go(sharing: Sharing, copy: Copy) -> None:
    sharing.fetch(copy)
    sharing.access.delete(sharing.cookie)
    sharing.openings.flush()
    assert not list(sharing.folder.glob("copies/*/*/*"))


def test_phones_that_keep_it_are_counted_once_each(sharing: Sharing, copy: Copy) -> None:
    for phone in (PHONE, TABLET, PHONE):
        sharing.fetch(copy, keeping=phone)
    assert in_use(sharing).phones == 2
    sharing.openings.let_go(copy.id, proof_of(copy), PHONE)
    sharing.openings.let_go(copy.id, proof_of(copy), PHONE)
    assert in_use(sharing).phones == 1
    sharing.restart()
    assert in_use(sharing).phones == 1


def test_phones_at_the_same_moment_are_all_counted(sharing: Sharing, copy: Copy) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: sharing.fetch(copy, keeping=f"{number:032x}"), range(24)))
    assert in_use(sharing).phones == 24


def test_a_phone_that_keeps_what_may_not_be_kept_any_more_is_told_before_any_passcode(
    sharing: Sharing, copy: Copy
) -> None:
    sharing.fetch(copy, keeping=PHONE)
    sharing.copies.change(sharing.cookie, copy.id, replace(SAM, may_keep=False, passcode="Blue Door"))
    for passcode in ({}, {"passcode": "red"}, {"passcode": "Blue Door"}):
        with pytest.raises(NotToKeep):
            sharing.openings.open(copy.id, proof_of(copy), keeping=PHONE, **passcode)
    assert (in_use(sharing).phones, in_use(sharing).days) == (0, ("2026-11-25",))
    assert sharing.store.read_counter(copy.id) == 0
    assert tried(sharing, copy, "blue door") == "opened"
    with pytest.raises(NoSuchCopy):
        sharing.openings.open(copy.id, base64url.encode(bytes(32)), keeping=PHONE)
    sharing.copies.change(sharing.cookie, copy.id, SAM)
    sharing.fetch(copy, keeping=PHONE)
    assert in_use(sharing).phones == 1


def test_a_copy_of_before_that_may_not_be_kept_is_made_anew_to_say_so(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, may_keep=False))
    record = sharing.store.load_copy(copy.id)
    old = replace(record, may_keep=True, mark=b"as it was", revision=record.revision + 1)
    sharing.store.save_copy(old, record.revision)
    sharing.access.open(sharing.cookie)
    with pytest.raises(NotToKeep):
        sharing.openings.open(copy.id, proof_of(copy), keeping=PHONE)


class QuickOwner(Disk):
    """A disk on which the owner does something at the moment when the try of a passcode is written."""

    def __init__(self) -> None:
        self.act: Callable[[], object] | None = None

    def replace(self, path: str, name: str) -> None:
        super().replace(path, name)
        if "/counters/" in name and self.act:
            act, self.act = self.act, None
            act()


@pytest.mark.parametrize(("terms", "refusal"), [(None, CopyStopped), (replace(SAM, passcode="red"), PasscodeNeeded)])
def test_a_passcode_that_is_being_compared_opens_nothing_that_its_owner_has_closed_meanwhile(
    terms: Terms | None, refusal: type[PocketPlanError], sharing: Sharing, locked: Copy
) -> None:
    disk = QuickOwner()
    sharing.store.close()
    with TinyDBStore(sharing.folder, disk=disk) as store:
        copies = Copies(PlanAccess(store), today=lambda: sharing.day)
        if terms:
            disk.act = lambda: copies.change(sharing.cookie, locked.id, terms)
        else:
            disk.act = lambda: copies.stop(sharing.cookie, locked.id)
        with pytest.raises(refusal):
            copies.openings.open(locked.id, proof_of(locked), passcode="Blue Door")
        assert disk.act is None
    sharing.restart()
