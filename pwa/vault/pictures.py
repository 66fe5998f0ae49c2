"""The pictures of a plan: each sealed with a key of its own, which stands in the sealed plan and nowhere else.

So the keys of devices may change without a picture being sealed anew, and a picture whose key is out of the plan is
unreadable even where its file was copied away.
"""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import replace
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pwa.plan.pictures import PICTURES, NotAPicture, as_kept
from pwa.plan.text import clean
from pwa.store.base import Damaged, NoSuchPlan, PictureRecord
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.keys import new_id, new_key
from pwa.vault.sealing import NONCE_BYTES, UnsealError, pad, unpad
from pwa.vault.unsealed import Unsealed


class Pictures:
    """Keeps, reads and deletes pictures. Blocking; raises ``NotAllowed`` for a cookie that opens no plan."""

    def __init__(self, access: PlanAccess) -> None:
        self._access = access
        self._turn = Lock()  # one at a time: a file that its plan does not name yet is not swept away
        self._kept = access.store.pictures

    def add(self, cookie: DeviceCookie, content: bytes, words: str = "") -> str:
        """Keep a picture and return its id; raises ``NotAPicture``.

        Its file is written first: what the plan names can be read. A file that its plan does not name, as the server
        was killed in between, goes with the next picture that is kept or deleted.
        """
        with self._turn:
            return self._add(cookie, as_kept(content), words)

    def describe(self, cookie: DeviceCookie, picture_id: str, words: str) -> None:
        """Say what is on a picture, in other words; raises ``NoSuchPlan`` when there is none of that id."""

        def described(found: Unsealed) -> Unsealed:
            known = found.pictures.get(picture_id)
            if known is None:
                raise NoSuchPlan
            return with_pictures(found, {**found.pictures, picture_id: {**_said(words), "key": known["key"]}})

        self._access.edit(cookie, described)

    def read(self, cookie: DeviceCookie, picture_id: str) -> bytes:
        """A picture of this plan; raises ``NoSuchPlan`` when it has none of that id, or ``Damaged``."""
        known = self._access.look(cookie).pictures.get(picture_id)
        if known is None:
            raise NoSuchPlan
        record = self._kept.load(picture_id)
        if record.plan_id != cookie.plan_id:
            raise NoSuchPlan
        return _unseal(b64decode(known["key"]), record.sealed, cookie.plan_id, picture_id)

    def delete(self, cookie: DeviceCookie, *picture_ids: str) -> None:
        """Delete pictures for good: their keys from the plan and from its previous file, then their files."""

        def without(found: Unsealed) -> Unsealed:
            left = {one: facts for one, facts in found.pictures.items() if one not in picture_ids}
            return found if len(left) == len(found.pictures) else with_pictures(found, left)

        with self._turn:
            self._access.edit(cookie, without)
            self._sweep(cookie)

    def _add(self, cookie: DeviceCookie, content: bytes, words: str) -> str:
        picture_id, key = new_id(), new_key()
        before = self._access.look(cookie)
        _room(before)
        sealed = _seal(key, content, cookie.plan_id, picture_id)
        self._kept.create(PictureRecord(picture_id=picture_id, plan_id=cookie.plan_id, sealed=sealed))

        def one_more(found: Unsealed) -> Unsealed:
            _room(found)
            facts = {"key": b64encode(key).decode("ascii"), **_said(words)}
            return with_pictures(found, {**found.pictures, picture_id: facts})

        try:
            self._access.edit(cookie, one_more)
        except Exception:
            self._kept.delete(cookie.plan_id, picture_id)
            raise
        self._sweep(cookie)
        return picture_id

    def _sweep(self, cookie: DeviceCookie) -> None:
        """Remove every file that the plan does not name."""
        known = self._access.look(cookie).pictures
        for picture_id in self._kept.of(cookie.plan_id):
            if picture_id not in known:
                self._kept.delete(cookie.plan_id, picture_id)


def with_pictures(found: Unsealed, pictures: Mapping[str, Mapping[str, str]]) -> Unsealed:
    """The plan with other pictures; their ids stand in the record, where no key is needed to look for them."""
    return replace(found, pictures=pictures, record=replace(found.record, pictures=tuple(pictures)))


def _said(words: str) -> dict[str, str]:
    cleaned = clean(words, lines=False)
    return {"words": cleaned} if cleaned else {}


def _room(found: Unsealed) -> None:
    if len(found.pictures) >= PICTURES:
        raise NotAPicture("too_many_pictures")


def _seal(key: bytes, content: bytes, plan_id: str, picture_id: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, pad(content), _bound_to(plan_id, picture_id))


def _unseal(key: bytes, sealed: bytes, plan_id: str, picture_id: str) -> bytes:
    try:
        padded = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound_to(plan_id, picture_id))
        return unpad(padded)
    except (InvalidTag, UnsealError, ValueError):
        raise Damaged from None


def _bound_to(plan_id: str, picture_id: str) -> bytes:
    return f"pocket-plan picture\n{plan_id}\n{picture_id}".encode()
