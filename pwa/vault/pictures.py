"""The pictures of a plan: each sealed with a key of its own, which stands in the sealed plan and nowhere else.

So the keys of devices may change without a picture being sealed anew, and a picture whose key is out of the plan is
unreadable even where its file was copied away.
"""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pwa.errors import PocketPlanError
from pwa.plan.filed_pictures import FiledPicture
from pwa.plan.pictures import PICTURES, NotAPicture, as_kept, is_picture
from pwa.plan.text import clean
from pwa.store.base import SealedFile
from pwa.store.errors import Damaged, NoSuchPlan
from pwa.vault.access import Edit, Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.keys import new_id, new_key
from pwa.vault.sealing import NONCE_BYTES, UnsealError, pad, unpad
from pwa.vault.unsealed import Unsealed


class Pictures:
    """Keeps, reads and deletes pictures. Blocking; raises ``NotAllowed`` for a cookie that opens no plan."""

    _turn = Lock()  # one at a time: a file that its plan does not name yet is not swept away

    def __init__(self, access: PlanAccess) -> None:
        self._access = access

    def add(self, cookie: DeviceCookie, content: bytes, words: str = "") -> str:
        """Keep a picture and return its id; raises ``NotAPicture``.

        Its file is written first: what the plan names can be read. A file that its plan does not name, as the server
        was killed in between, goes with the next picture that is kept or deleted.
        """
        with self._turn:
            picture = FiledPicture(id="", words=words, content=as_kept(content))
            (one,) = self._keep(cookie, [picture], _as_it_is)[1]
            return one

    def all(self, cookie: DeviceCookie) -> list[FiledPicture]:
        """All that can be read, for the plan's file: a damaged one must not keep the words from going along."""
        found = []
        for one, facts in self._access.look(cookie).pictures.items():
            with suppress(NoSuchPlan, Damaged):
                content = self.read(cookie, one)
                found.append(FiledPicture(id=facts.get("from", one), words=facts.get("words", ""), content=content))
        return found

    def bring(
        self, cookie: DeviceCookie, pictures: Iterable[FiledPicture], edit: Edit
    ) -> tuple[Opened, list[FiledPicture]]:
        """Change a plan and keep a file's pictures that are not in it yet, both or nothing; raises ``NotAPicture``.

        Returns with it those that can't be read as pictures: they alone are left out.
        """
        read, unread = [], []
        with self._turn:
            for one in self._new(cookie, pictures):
                try:
                    read.append(replace(one, content=as_kept(one.content)))
                except NotAPicture:
                    unread.append(one)
            opened = self._keep(cookie, read, edit)[0] if read else self._access.edit_once(cookie, edit)
        return opened, unread

    def unread(self, cookie: DeviceCookie, pictures: Iterable[FiledPicture]) -> list[FiledPicture]:
        """Those of a file that are not here yet and can't be read."""
        return [one for one in self._new(cookie, pictures) if not is_picture(one.content)]

    def describe(self, cookie: DeviceCookie, picture_id: str, words: str) -> None:
        """Say what is on a picture, in other words; raises ``NoSuchPlan`` when there is none of that id."""

        def described(found: Unsealed) -> Unsealed:
            known = found.pictures.get(picture_id)
            if known is None:
                raise NoSuchPlan
            without = {name: value for name, value in known.items() if name != "words"}
            return with_pictures(found, {**found.pictures, picture_id: {**without, **_said(words)}})

        self._access.edit(cookie, described)

    def read(self, cookie: DeviceCookie, picture_id: str) -> bytes:
        """A picture of this plan; raises ``NoSuchPlan`` when it has none of that id, or ``Damaged``."""
        known = self._access.look(cookie).pictures.get(picture_id)
        if known is None:
            raise NoSuchPlan
        record = self._access.store.pictures.load(picture_id)
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

    def _new(self, cookie: DeviceCookie, pictures: Iterable[FiledPicture]) -> list[FiledPicture]:
        known = self._access.look(cookie).pictures
        here = {facts.get("from", one) for one, facts in known.items()} | known.keys()
        return [one for one in pictures if one.id not in here]

    def _keep(self, cookie: DeviceCookie, pictures: Sequence[FiledPicture], edit: Edit) -> tuple[Opened, list[str]]:
        """The plan with these, and their ids; all are kept or none."""
        _room(self._access.look(cookie), len(pictures))
        made: dict[str, dict[str, str]] = {}

        def more(found: Unsealed) -> Unsealed:
            _room(found, len(made))
            return with_pictures(edit(found), {**found.pictures, **made})

        try:  # whatever fails, a file goes only when the plan does not name it
            for picture in pictures:
                made |= {self._write(cookie.plan_id, picture.content, key := new_key()): _facts(picture, key)}
            opened = self._access.edit(cookie, more)
        finally:
            with suppress(PocketPlanError):  # what stays goes another time
                self._sweep(cookie)
        return opened, [*made]

    def _write(self, plan_id: str, content: bytes, key: bytes) -> str:
        picture_id = new_id()
        sealed = _seal(key, content, plan_id, picture_id)
        self._access.store.pictures.create(SealedFile(id=picture_id, plan_id=plan_id, sealed=sealed))
        return picture_id

    def _sweep(self, cookie: DeviceCookie) -> None:
        """Remove every file that the plan does not name."""
        known = self._access.look(cookie).pictures
        for picture_id in self._access.store.pictures.of(cookie.plan_id):
            if picture_id not in known:
                self._access.store.pictures.delete(cookie.plan_id, picture_id)


def with_pictures(found: Unsealed, pictures: Mapping[str, Mapping[str, str]]) -> Unsealed:
    """The plan with other pictures; their ids stand in the record, where no key is needed to look for them."""
    return replace(found, pictures=pictures, record=replace(found.record, pictures=tuple(pictures)))


def _said(words: str) -> dict[str, str]:
    cleaned = clean(words, lines=False)
    return {"words": cleaned} if cleaned else {}


def _facts(picture: FiledPicture, key: bytes) -> dict[str, str]:
    """What the plan holds of it; ``from`` is what a file called it that it came with, so that it comes once."""
    origin = {"from": picture.id} if picture.id else {}
    return {"key": b64encode(key).decode("ascii"), **_said(picture.words), **origin}


def _as_it_is(found: Unsealed) -> Unsealed:
    return found


def _room(found: Unsealed, new: int) -> None:
    if len(found.pictures) + new > PICTURES:
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
