"""The worker's address: every file that it names is there, and what is kept of a version has one name."""

import json
import re

import pytest

from pwa import i18n
from pwa.api import pocket_page, worker
from pwa.api.assets import Assets
from pwa.plan import sections

LATER = ("days.js", "days.css", "offers.js", "reminder.ics")  # fetched with the first tap that needs them


def version_in(script):
    return json.loads(re.search(r'part\("service_worker.js"\).serve\((.*), \(\) =>', script, re.DOTALL)[1])


async def test_every_file_that_the_worker_keeps_is_there(browse):
    phone = await browse()
    reply = await phone.get("/service_worker.js")
    assert reply.headers["cache-control"] == "no-cache"
    assert reply.headers["content-type"].startswith("text/javascript")
    named = version_in(reply.text)
    assert named["languages"] == [language.tag for language in i18n.languages()]
    assert not re.search("^import ", reply.text, re.MULTILINE), "a launch would wait for another file"
    assert re.search('^globalThis.ownFolder = "(.*)";', reply.text)[1] == named["files"][0].rpartition("/")[0]
    for path in named["files"]:
        assert (await phone.get(path)).status_code == 200, path


async def test_worker_that_a_browser_has_is_not_sent_again(browse):
    phone = await browse()
    first = await phone.get("/service_worker.js")
    again = await phone.get("/service_worker.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_files_of_the_worker_are_those_that_the_phones_page_names(context):
    page = context.assets.text("page.en.html")
    named = set(re.findall(rf'{context.assets.folder}/([\w.-]+\.(?:js|css|svg))"', page))
    assert {path.rpartition("/")[2] for path in worker.files(context.assets)} == named | {"measures.css", *LATER}


async def test_worker_that_is_switched_off_keeps_and_answers_nothing(browse):
    phone = await browse(offline=False)
    script = (await phone.get("/service_worker.js")).text
    assert "unregister" in script
    assert "fetch" not in script
    assert 'data-offline=""' in (await phone.get("/")).text


async def test_finished_page_is_served_with_the_policy_that_it_needs(browse, context):
    phone = await browse()
    reply = await phone.get(context.assets.path("page.en.html"))
    page = await phone.get("/")
    assert reply.headers["content-security-policy"] == page.headers["content-security-policy"]
    assert reply.text.count("<!-- plan -->") == 1
    assert reply.text.count("<!-- lines -->") == 1


async def test_file_that_a_phone_has_is_not_sent_again(browse, context):
    phone = await browse()
    first = await phone.get(context.assets.path("pocket.js"))
    again = await phone.get(context.assets.path("pocket.js"), headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_version_changes_with_all_that_a_phone_keeps_of_it(monkeypatch, tmp_path):
    before = Assets().version
    assert Assets().version == before
    changed = json.loads(json.dumps(sections.as_json()))
    changed[0]["asks"] = "Something else"
    with monkeypatch.context() as patch:
        patch.setattr(sections, "as_json", lambda: changed)
        assert Assets().version != before
    folder = tmp_path / "pocket"
    folder.mkdir()
    for path in pocket_page.POCKET.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr(pocket_page, "POCKET", folder)
        assert Assets().version == before
        template = folder / "pocket.html"
        template.write_text(template.read_text("utf-8").replace("<body>", "<body><p>New</p>"), "utf-8")
        assert Assets().version != before


@pytest.mark.parametrize("region", [None, "GB"])
async def test_numbers_of_the_operators_country_have_an_address_of_their_own(browse, region):
    phone = await browse(region=region)
    lines = (await phone.get("/lines/here.json")).json()
    assert (lines["country"], lines["emergency"]["number"]) == ((region, "999") if region else (None, "112"))
