"""Files sealed with a passphrase, in the age format (age-encryption.org/v1): the ``age`` tool opens them, too."""

import json
import re
import secrets
import subprocess  # nosec B404: our own program alone, with nothing of a request in its command
import sys
import unicodedata
from pathlib import Path

from pwa.errors import PocketPlanError
from pwa.plan.plan_file import NoPlanFile
from pwa.plan.section import N_
from pwa.vault.age_process import REFUSED
from pwa.vault.recovery import word_list

LEAST_CHARACTERS = 12
WORDS = 6  # of a passphrase that is made here: 59 bits, and scrypt makes each guess cost a second

_MOST_CHARACTERS = 1_000
_SECONDS = 120
_MARK = b"age-encryption.org/v1\n"
_HEADER = re.compile(_MARK + rb"-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n")
# As a power of two: 1 KiB of memory each, so a gigabyte. A file from outside names it itself; ours ask for 19, or for
# 20 where a fast machine does that in a second.
_MOST_WORK = 20


_ADVICE = {
    "passphrase_needed": N_("This file is sealed. Please type its passphrase."),
    "passphrase_wrong": N_("This passphrase does not open the file. Please look at each letter and try again."),
    "passphrase_short": N_("Please choose a longer passphrase. It needs at least 12 letters."),
    "too_much_work": N_(
        "This file was sealed by another program, so that opening it takes more memory than this server gives. "
        "Please seal it there again with a work factor of 20 or less."
    ),
    "not_now": N_("That did not work. Your plan is as it was. Please try again."),
}


class PassphraseError(PocketPlanError):
    """``reason`` is ``passphrase_needed``, ``_wrong`` or ``_short``, ``too_much_work`` or ``not_now``."""

    def __init__(self, reason: str) -> None:
        super().__init__(_ADVICE[reason], reason=reason)


def suggested() -> str:
    """A passphrase of pure chance, to be written down."""
    return "-".join(secrets.choice(word_list()) for _ in range(WORDS))


def is_sealed(file: bytes) -> bool:
    """Whether a file is in the age format."""
    return file.startswith(_MARK)


def seal(content: bytes, passphrase: str) -> bytes:
    """The content, sealed; takes seconds and half a gigabyte. Raises ``PassphraseError``."""
    cleaned = _cleaned(passphrase)
    if not LEAST_CHARACTERS <= len(cleaned) <= _MOST_CHARACTERS:
        raise PassphraseError("passphrase_short")
    sealed = _run("seal", cleaned, content)
    if sealed is None:
        raise PassphraseError("not_now")
    return sealed


def unseal(file: bytes, passphrase: str) -> bytes:
    """What was sealed; takes seconds and half a gigabyte.

    Raises:
        NoPlanFile: it is sealed in another way.
        PassphraseError: the passphrase is another one, or the file is damaged: age can't tell which. Or opening it
            would take more than a server should give.
    """
    header = _HEADER.match(file)
    if header is None:
        raise NoPlanFile
    if int(header[1]) > _MOST_WORK:
        raise PassphraseError("too_much_work")
    content = _run("open", _cleaned(passphrase), file)
    if content is None:
        raise PassphraseError("passphrase_wrong")
    return content


def _cleaned(typed: str) -> str:
    """The same letters for whatever keyboard they were typed on, without the blank that phones add at the end."""
    return unicodedata.normalize("NFC", typed).strip()


def _run(do: str, passphrase: str, content: bytes) -> bytes | None:
    program = Path(__file__).with_name("age_process.py")
    try:
        done = subprocess.run(  # noqa: S603 # nosec B603: nothing of a request stands in the command
            [sys.executable, "-I", str(program), do],
            input=json.dumps(passphrase).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PassphraseError("not_now") from None
    if done.returncode not in (0, REFUSED):
        raise PassphraseError("not_now")
    return None if done.returncode == REFUSED else done.stdout
