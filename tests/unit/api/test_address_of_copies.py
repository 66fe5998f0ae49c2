"""The page that opens a copy knows nothing of any: one answer for all addresses, in the reader's language."""

import re

from pwa.api import worker

ID = "A" * 22


async def test_page_is_the_same_for_all_addresses_and_sets_no_cookie(browse, make_plan):
    phone = await browse(region="GB")
    await make_plan(phone)
    replies = [await phone.get(path) for path in ("/s/", f"/s/{ID}", "/s/x", "/s/a/b")]
    assert {reply.status_code for reply in replies} == {200}
    assert len({reply.content for reply in replies}) == 1
    for reply in replies:
        assert "set-cookie" not in reply.headers
        assert reply.headers["vary"].split(", ")[0] == "Accept-Language"
        assert reply.headers["x-robots-tag"] == "noindex"
        assert reply.headers["cache-control"] == "private, no-cache"
    head = await phone.head(f"/s/{ID}")
    assert (head.status_code, head.content) == (200, b"")


async def test_numbers_of_the_operators_country_stand_in_the_page_itself(browse):
    phone = await browse(region="GB")
    page = (await phone.get("/s/")).text
    for part in ('href="tel:999"', 'href="tel:116123"', 'href="https://findahelpline.com"', "<title>Notes</title>"):
        assert part in page


async def test_worker_knows_every_file_that_the_page_names(browse, context):
    phone = await browse()
    page = (await phone.get("/s/")).text
    named = set(re.findall(rf'{context.assets.folder}/([\w.-]+\.(?:js|css|svg))"', page))
    assert {path.rpartition("/")[2] for path in worker.card_files(context.assets)} == named | {"measures.css"}
    assert 'part("pocket.js")' not in context.assets.text("copy.js")
