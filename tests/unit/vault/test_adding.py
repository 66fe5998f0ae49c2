"""A device is added by who has the recovery code, once, in time, and after four digits were compared."""

import secrets
from pathlib import Path

import pytest

from pwa.store.errors import TooSoon
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.adding import MOST_TRIES, SECONDS, Adding, NotAdded, OtherDigits
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.holders import NotAllowed
from pwa.vault.pin import WAITS
from pwa.vault.proving import WrongCode
from pwa.vault.recovery import CodeError, new_code

NOW = 1_800_000_000.0


@pytest.fixture
def adding(access: PlanAccess) -> Adding:
    return Adding(access)


@pytest.fixture
def cookie(access: PlanAccess) -> DeviceCookie:
    return access.create().cookie


@pytest.fixture
def code(access: PlanAccess, cookie: DeviceCookie) -> str:
    return access.make_recovery_code(cookie)


@pytest.fixture
def shown(adding: Adding, cookie: DeviceCookie, code: str) -> list[str]:
    """Ticket and secret, as they stand in the QR code."""
    return adding.offer(cookie, code, NOW).split(".")


def why(adding: Adding, ticket: str, secret: str, now: float = NOW) -> str:
    with pytest.raises(NotAdded) as caught:
        adding.redeem(ticket, secret, now)
    return caught.value.reason


def test_a_ticket_that_nobody_took_is_on_the_disk_no_longer_than_until_the_next(
    adding: Adding, cookie: DeviceCookie, code: str, access: PlanAccess, tmp_path: Path
) -> None:
    for number in range(3):
        adding.offer(cookie, code, NOW + number * SECONDS)
        assert len([*tmp_path.rglob("tickets/*/*/*.json")]) == 1
    access.store.drop_tickets(NOW + 3 * SECONDS)
    assert [one for one in tmp_path.rglob("tickets/**/*") if one.is_file()] == []


def test_a_device_whose_digits_were_typed_opens_the_plan(
    adding: Adding, access: PlanAccess, cookie: DeviceCookie, shown: list[str]
) -> None:
    digits, token = adding.redeem(*shown, NOW)
    assert (len(digits), digits.isdecimal()) == (4, True)
    assert adding.is_asked(shown[0], NOW)
    assert adding.ready(shown[0], token, NOW) is None
    assert access.open(cookie).devices == 1
    adding.confirm(cookie, shown[0], digits, NOW, "2026-11-29")
    for _ in range(2):  # the first answer may be lost on its way
        added = adding.ready(shown[0], token, NOW)
        assert added
    assert access.open(added[0]).plan.id == cookie.plan_id
    assert [(one.added, one.is_this) for one in Devices(access).all(added[0])] == [("", False), ("2026-11-29", True)]
    Devices(access).remove(cookie, added[0].device_id)
    with pytest.raises(NotAllowed):
        access.open(added[0])


def test_nothing_that_the_server_keeps_before_the_digits_opens_the_plan(
    adding: Adding, store: TinyDBStore, cookie: DeviceCookie, shown: list[str]
) -> None:
    before = store.load(cookie.plan_id).record.holders
    _, token = adding.redeem(*shown, NOW)
    assert store.load(cookie.plan_id).record.holders == before
    assert shown[1] not in repr(vars(adding))
    assert token not in repr(vars(adding))


def test_a_code_is_asked_for_and_a_wrong_one_is_slowed_for_this_plan_alone(
    adding: Adding, access: PlanAccess, cookie: DeviceCookie, code: str
) -> None:
    with pytest.raises(CodeError):
        adding.offer(cookie, "hello", NOW)
    for _ in range(WAITS.index(30)):
        with pytest.raises(WrongCode):
            adding.offer(cookie, new_code().text(), NOW)
    with pytest.raises(TooSoon):
        Adding(access).offer(cookie, code, NOW + 1)
    other = access.create().cookie
    adding.offer(other, access.make_recovery_code(other), NOW + 1)
    with pytest.raises(WrongCode):
        adding.offer(cookie, access.make_recovery_code(other), NOW + 31)
    adding.offer(cookie, code, NOW + 200)


def test_a_cookie_that_opens_nothing_offers_nothing(adding: Adding, cookie: DeviceCookie, code: str) -> None:
    stranger = DeviceCookie(plan_id=cookie.plan_id, device_id=cookie.device_id, key=secrets.token_bytes(32))
    with pytest.raises(NotAllowed):
        adding.offer(stranger, code, NOW)


def test_a_code_works_once_and_five_minutes_and_says_so_to_who_has_it(
    adding: Adding, cookie: DeviceCookie, code: str
) -> None:
    ticket, secret = adding.offer(cookie, code, NOW).split(".")
    assert why(adding, ticket, secret[:-1] + "_") == "ticket_unknown"
    adding.redeem(ticket, secret, NOW)
    assert why(adding, ticket, secret) == "ticket_used"
    late, secret = adding.offer(cookie, code, NOW).split(".")
    assert why(adding, late, secret[:-1] + "_", NOW + SECONDS + 1) == "ticket_unknown"
    assert why(adding, late, secret, NOW + SECONDS + 1) == "ticket_expired"
    stopped, secret = adding.offer(cookie, code, NOW).split(".")
    adding.stop(stopped)
    assert why(adding, stopped, secret) == "ticket_expired"


def test_a_restart_forgets_what_was_offered(access: PlanAccess, shown: list[str]) -> None:
    assert why(Adding(access), *shown) == "ticket_unknown"


def test_a_few_wrong_digits_end_it(adding: Adding, access: PlanAccess, cookie: DeviceCookie, shown: list[str]) -> None:
    digits, token = adding.redeem(*shown, NOW)
    wrong = f"{(int(digits) + 1) % 10_000:04}"
    for _ in range(MOST_TRIES - 1):
        with pytest.raises(OtherDigits):
            adding.confirm(cookie, shown[0], wrong, NOW)
    with pytest.raises(NotAdded):
        adding.confirm(cookie, shown[0], wrong, NOW)
    with pytest.raises(NotAdded):
        adding.confirm(cookie, shown[0], digits, NOW)
    with pytest.raises(NotAdded) as caught:
        adding.ready(shown[0], token, NOW)
    assert caught.value.reason == "ticket_refused"
    assert access.open(cookie).devices == 1


def test_who_asks_without_the_token_gets_nothing_and_another_plan_confirms_nothing(
    adding: Adding, access: PlanAccess, cookie: DeviceCookie, shown: list[str]
) -> None:
    digits, token = adding.redeem(*shown, NOW)
    with pytest.raises(NotAdded):
        adding.confirm(access.create().cookie, shown[0], digits, NOW)
    with pytest.raises(NotAdded):
        adding.confirm(cookie, shown[0], digits, NOW + SECONDS)
    adding.confirm(cookie, shown[0], digits, NOW)
    for ticket, other in ((shown[0], "x"), (shown[0], shown[1]), ("0" * 32, token)):
        with pytest.raises(NotAdded) as caught:
            adding.ready(ticket, other, NOW)
        assert caught.value.reason == "ticket_unknown"
