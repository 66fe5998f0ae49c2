"""Pictures over HTTP: one's own are kept, read and deleted; what could tell of a place is not taken in."""

import io
from typing import Any

import httpx
from PIL import Image

from pwa.plan.webp import PICTURE_BYTES

ADDRESS = "/api/plans/mine/pictures"
WEBP = {"Content-Type": "image/webp"}


def webp(size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(file, "WEBP", **options)
    return file.getvalue()


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
    picture = await added(client, content)
    plan = await client.get("/api/plans/mine")
    assert plan.json()["pictures"] == [picture]
    assert plan.headers["etag"] != before.headers["etag"]
    reply = await client.get(f"{ADDRESS}/{picture}")
    assert reply.content == content
    assert (reply.headers["content-type"], reply.headers["cache-control"]) == ("image/webp", "no-store")
    gone = await client.request("DELETE", f"{ADDRESS}/{picture}", json={"sure": True})
    assert gone.status_code == 204
    assert (await client.get(f"{ADDRESS}/{picture}")).status_code == 404
    assert "pictures" not in (await client.get("/api/plans/mine")).json()


async def test_nobody_else_reads_or_deletes_it(browse, make_plan):
    owner, other, nobody = [await browse() for _ in range(3)]
    await make_plan(owner)
    await make_plan(other)
    picture = await added(owner, webp())
    assert (await other.get(f"{ADDRESS}/{picture}")).status_code == 404
    assert (await nobody.get(f"{ADDRESS}/{picture}")).status_code == 401
    assert (await nobody.post(ADDRESS, content=webp(), headers=WEBP)).status_code == 401
    assert (await other.request("DELETE", f"{ADDRESS}/{picture}", json={"sure": True})).status_code == 204
    assert (await owner.get(f"{ADDRESS}/{picture}")).status_code == 200


async def test_what_is_no_plain_small_picture_is_refused_with_a_sentence(browse, make_plan):
    client = await browse()
    await make_plan(client)
    refused = {
        "not_a_picture": (webp(exif=b"Exif\0\0somewhere"), 415),
        "picture_too_large": (webp((1500, 1500), quality=95), 413),
    }
    for reason, (content, status) in refused.items():
        reply = await client.post(ADDRESS, content=content, headers=WEBP)
        assert (reply.status_code, reply.json()["reason"]) == (status, reason)
        assert reply.json()["detail"].endswith("It was not saved.")
    as_other = await client.post(ADDRESS, content=webp(), headers={"Content-Type": "image/jpeg"})
    assert (as_other.status_code, as_other.json()["reason"]) == (415, "not_a_picture")
    endless = await client.post(ADDRESS, content=b"RIFF" + bytes(10 * PICTURE_BYTES), headers=WEBP)
    assert endless.json()["reason"] == "picture_too_large"
    assert "pictures" not in (await client.get("/api/plans/mine")).json()
