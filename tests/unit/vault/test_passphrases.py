"""Sealing with a passphrase: in the age format, in a process of its own, and with no work for a hostile file."""

import threading
import time

import pyrage
import pytest

from pwa.plan.plan_file import NoPlanFile
from pwa.vault.passphrase import LEAST_CHARACTERS, PassphraseError, is_sealed, seal, suggested, unseal
from pwa.vault.recovery import word_list

WORDS = "garden-window-lemon"
CONTENT = '{"sections": "Tea, then w\xf6rds"}'.encode()


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return seal(CONTENT, f"  {WORDS} ")


def test_what_was_sealed_opens_with_its_passphrase_here_and_in_other_programs(sealed: bytes) -> None:
    assert is_sealed(sealed)
    assert b"Tea" not in sealed
    assert unseal(sealed, f"{WORDS} ") == CONTENT
    assert pyrage.passphrase.decrypt(sealed, WORDS) == CONTENT


@pytest.mark.parametrize("typed", ["garden-window-lemo", "", "x" * 5_000, 'a\n"b'])
def test_another_passphrase_opens_nothing(sealed: bytes, typed: str) -> None:
    with pytest.raises(PassphraseError) as error:
        unseal(sealed, typed)
    assert error.value.reason == "passphrase_wrong"
    assert str(error.value).startswith("This passphrase does not open the file.")


def test_a_damaged_file_opens_nothing(sealed: bytes) -> None:
    with pytest.raises(PassphraseError):
        unseal(sealed[:-1], WORDS)


@pytest.mark.parametrize(
    "header",
    [
        b"-> scrypt h18sB5t/LVleWuK/1W8Hbw 019\n",
        b"-> X25519 h18sB5t/LVleWuK/1W8Hbw\n",
        b"",
    ],
)
def test_a_file_that_is_sealed_in_another_way_is_refused_at_once(header: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(NoPlanFile):
        unseal(b"age-encryption.org/v1\n" + header + b"x" * 500, WORDS)
    assert time.monotonic() - began < 0.5


@pytest.mark.parametrize("work", [21, 22, 64])
def test_a_file_that_asks_for_too_much_memory_is_refused_at_once_and_says_why(work: int) -> None:
    began = time.monotonic()
    with pytest.raises(PassphraseError) as error:
        unseal(f"age-encryption.org/v1\n-> scrypt h18sB5t/LVleWuK/1W8Hbw {work}\n".encode() + b"x" * 500, WORDS)
    assert time.monotonic() - began < 0.5
    assert error.value.reason == "too_much_work"
    assert "more memory than this server gives" in str(error.value)


def test_our_own_files_stay_below_what_is_refused(sealed: bytes) -> None:
    work = int(sealed.split(b"\n")[1].split()[3])
    assert work <= 20, "half a gigabyte, or one where a machine is fast"


@pytest.mark.parametrize("typed", ["", "x" * (LEAST_CHARACTERS - 1), "  short   enough"[:13] + "      ", "x" * 1_001])
def test_a_passphrase_has_a_length(typed: str) -> None:
    with pytest.raises(PassphraseError) as error:
        seal(CONTENT, typed)
    assert error.value.reason == "passphrase_short"


def test_a_passphrase_that_is_made_is_six_words_of_the_list() -> None:
    made = {suggested() for _ in range(20)}
    assert len(made) == 20
    assert all(set(one.split("-")) <= set(word_list()) and one.count("-") == 5 for one in made)
    assert not any("-" in word for word in word_list())


def test_everything_else_goes_on_while_a_file_is_sealed() -> None:
    work = threading.Thread(target=seal, args=(CONTENT, WORDS))
    longest, before = 0.0, time.monotonic()
    work.start()
    while True:
        is_done = not work.is_alive()
        longest, before = max(longest, time.monotonic() - before), time.monotonic()
        if is_done:
            break
        time.sleep(0.005)
    assert longest < 0.7
