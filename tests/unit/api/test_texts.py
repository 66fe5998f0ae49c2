"""What a phone needs besides the plan comes by address, and again only when it has changed."""

import pytest

PATHS = (
    "/sections.json",
    "/i18n/en.json",
    "/i18n/en/phrases.json",
    "/i18n/en/example.json",
    "/lines/GB.json",
    "/lines/countries.json",
    "/lines/at/Europe/London.json",
)


@pytest.mark.parametrize("path", PATHS)
async def test_a_text_that_has_not_changed_is_not_sent_again(browse, path):
    phone = await browse()
    first = await phone.get(path)
    assert first.status_code == 200
    again = await phone.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_sections_hold_no_part_that_stays_at_the_desk(browse):
    phone = await browse()
    sections = {section["id"]: section for section in (await phone.get("/sections.json")).json()}
    assert {"contacts", "coping", "avoid", "about", "settings"} <= sections.keys()
    assert not {"past", "choices"} & sections.keys()
    assert "why" not in [field["name"] for field in sections["avoid"]["fields"]]


async def test_the_example_is_a_plan_like_any_other_and_says_that_it_is_one(browse):
    phone = await browse()
    example = (await phone.get("/i18n/en/example.json")).json()
    assert example["example"] is True
    assert len(example["sections"]["contacts"]) >= 1
    assert len(example["sections"]["coping"]) >= 3


async def test_numbers_are_found_by_the_time_zone_and_unknown_ones_are_said_to_be(browse):
    phone = await browse()
    there = (await phone.get("/lines/at/Europe/London.json", params={"language": "en"})).json()
    assert there == (await phone.get("/lines/GB.json", params={"language": "en"})).json()
    assert (await phone.get("/lines/at/Nowhere/At_All.json")).json() == {"country": None}


async def test_numbers_of_a_country_come_in_the_language_that_is_asked_for(browse):
    phone = await browse()
    lines = (await phone.get("/lines/gb.json", params={"language": "en"})).json()
    assert (lines["country"], lines["emergency"]["number"]) == ("GB", "999")


async def test_the_first_page_shows_the_operators_country_and_else_112(browse):
    phone = await browse(region="gb")
    assert 'href="tel:999"' in (await phone.get("/")).text


async def test_the_first_page_without_a_country_shows_112(browse):
    phone = await browse()
    assert 'href="tel:112"' in (await phone.get("/")).text


async def test_every_file_that_the_first_page_names_is_there(browse, make_plan, context):
    phone = await browse()
    page = (await phone.get("/")).text
    named = [part.split('"')[0] for part in page.split('"/static/')[1:]]
    assert len(named) >= 4
    for name in named:
        assert (await phone.get(f"/static/{name}")).status_code == 200, name


async def test_names_that_browsers_show_say_nothing(browse):
    phone = await browse()
    manifest = (await phone.get("/manifest.webmanifest")).json()
    assert manifest["name"] == manifest["short_name"] == "Notes"
    assert "<title>Notes</title>" in (await phone.get("/")).text
