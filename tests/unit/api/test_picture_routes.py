"""Pictures over HTTP: one's own are kept, read and deleted; what could tell of a place is not taken in."""

import io
from collections.abc import Callable
from typing import Any

import httpx
from PIL import Image

from pwa.plan.pictures import PICTURE_BYTES

PLACE = "Somewhere-51.5"
ADDRESS = "/api/plans/mine/pictures"
WEBP = {"Content-Type": "image/webp"}


def noise(_mode: str, size: tuple[int, int]) -> Image.Image:
    return Image.effect_noise(size, 90).convert("RGB")


def picture(
    kind: str, size: tuple[int, int] = (60, 40), make: Callable[..., Image.Image] = noise, **more: Any
) -> bytes:
    file = io.BytesIO()
    make("RGB", size).save(file, kind, **more)
    return file.getvalue()


def webp(size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    return picture("WEBP", size, **more)


def is_bare(content: bytes) -> bool:
    """Whether a file is a WebP of one frame and nothing else (RFC 9649)."""
    length = int.from_bytes(content[16:20], "little")
    return content[8:16] == b"WEBPVP8 " and len(content) == 20 + length + length % 2


async def added(client: httpx.AsyncClient, content: bytes) -> str:
    reply = await client.post(ADDRESS, content=content, headers=WEBP)
    assert reply.status_code == 201, reply.text
    return str(reply.json()["id"])


async def test_a_picture_is_kept_read_by_its_owner_and_deleted(browse, make_plan):
    client = await browse()
    await make_plan(client)
    before = await client.get("/api/plans/mine")
    assert "pictures" not in before.json()
    content = webp()
    one = await added(client, content)
    plan = await client.get("/api/plans/mine")
    assert plan.json()["pictures"] == [{"id": one, "words": ""}]
    assert plan.headers["etag"] != before.headers["etag"]
    reply = await client.get(f"{ADDRESS}/{one}")
    assert is_bare(reply.content)
    assert (reply.headers["content-type"], reply.headers["cache-control"]) == ("image/webp", "no-store")
    said = await client.put(f"{ADDRESS}/{one}", json={"words": " My dog\u200b "})
    assert said.status_code == 204
    assert (await client.get("/api/plans/mine")).json()["pictures"] == [{"id": one, "words": "My dog"}]
    for words in ("x" * 201, None):
        assert (await client.put(f"{ADDRESS}/{one}", json={"words": words})).status_code == 400
    gone = await client.request("DELETE", f"{ADDRESS}/{one}", json={"sure": True})
    assert gone.status_code == 204
    assert (await client.get(f"{ADDRESS}/{one}")).status_code == 404
    assert "pictures" not in (await client.get("/api/plans/mine")).json()


async def test_nobody_else_reads_or_deletes_it(browse, make_plan):
    owner, other, nobody = [await browse() for _ in range(3)]
    await make_plan(owner)
    await make_plan(other)
    one = await added(owner, webp())
    assert (await other.get(f"{ADDRESS}/{one}")).status_code == 404
    assert (await nobody.get(f"{ADDRESS}/{one}")).status_code == 401
    assert (await nobody.post(ADDRESS, content=webp(), headers=WEBP)).status_code == 401
    assert (await other.put(f"{ADDRESS}/{one}", json={"words": "mine"})).status_code == 404
    assert (await other.request("DELETE", f"{ADDRESS}/{one}", json={"sure": True})).status_code == 204
    assert (await owner.get(f"{ADDRESS}/{one}")).status_code == 200


async def test_only_the_pixels_are_kept_upright_whatever_came_with_them(browse, make_plan):
    client = await browse()
    await make_plan(client)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, PLACE  # turned, and the name of a camera
    for kind, name in (("JPEG", "image/jpeg"), ("WEBP", "image/webp")):
        sent = picture(kind, exif=exif) + PLACE.encode()
        assert PLACE.encode() in sent
        reply = await client.post(ADDRESS, content=sent, headers={"Content-Type": name})
        kept = (await client.get(f"{ADDRESS}/{reply.json()['id']}")).content
        assert is_bare(kept)
        assert PLACE.encode() not in kept
        assert Image.open(io.BytesIO(kept)).size == (40, 60)


async def test_what_can_not_be_kept_is_refused_with_a_sentence(browse, make_plan):
    client = await browse()
    await make_plan(client)
    moving = webp(save_all=True, append_images=[Image.new("RGB", (60, 40))])
    refused = {
        "not_a_picture": (b"GIF89a" + bytes(90), webp()[:-9], picture("PNG"), moving, b""),
        "picture_too_large": (webp((1500, 1500), quality=95), picture("WEBP", (2049, 1), Image.new)),
    }
    for reason, contents in refused.items():
        for content in contents:
            reply = await client.post(ADDRESS, content=content, headers=WEBP)
            assert reply.json()["reason"] == reason
            assert reply.json()["detail"].endswith("It was not saved.")
    as_other = await client.post(ADDRESS, content=webp(), headers={"Content-Type": "image/png"})
    assert (as_other.status_code, as_other.json()["reason"]) == (415, "not_a_picture")
    endless = await client.post(ADDRESS, content=b"RIFF" + bytes(10 * PICTURE_BYTES), headers=WEBP)
    assert endless.json()["reason"] == "picture_too_large"
    assert "pictures" not in (await client.get("/api/plans/mine")).json()
