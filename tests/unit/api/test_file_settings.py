"""The country and the language in a file: told before they change a plan's; unknown ones are left out."""

from typing import Any

import pytest

from tests.unit.api.test_take_along_routes import ADDRESS, sent, taken


def setting(name: str, value: str, outbox: str = "a") -> dict[str, Any]:
    return {"id": name, "content": {"value": value}, "revision": f"{outbox * 32}:{len(name)}"}


def file_with(**values: str) -> dict[str, Any]:
    entries = [setting(name, value) for name, value in values.items()]
    return {"format": "pocket-plan", "version": 1, "day": "2026-11-29", "sections": {"settings": entries}}


def chosen(file: dict[str, Any]) -> dict[str, str]:
    names = ("region", "area", "language")
    entries = file["sections"].get("settings", ())
    return {one["id"]: one["content"].get("value", "") for one in entries if one["id"] in names}


@pytest.fixture
async def pole(browse, make_plan):
    """A profile whose plan is Polish and in Poland."""
    client = await browse()
    await make_plan(client)
    await client.post(f"{ADDRESS}/bring", json=sent(file_with(region="PL", language="pl"), how="replace"))
    assert chosen(await taken(client)) == {"region": "PL", "language": "pl"}
    return client


BRITISH = file_with(region="GB", area="GB-SCT", language="en")


async def test_the_look_says_which_country_and_language_it_would_be(pole):
    look = (await pole.post(f"{ADDRESS}/look?language=en", json=sent(BRITISH))).json()
    assert look["changes"]["replace"] == [
        "Country: now Poland, then United Kingdom.",
        "Part of the country: now not said, then Scotland.",
        "Language of this plan: now Polski, then English.",
        "The crisis lines and the emergency number change with it.",
    ]
    assert (look["changes"]["join"], look["unknown"]) == ([], "")
    await pole.post(f"{ADDRESS}/bring", json=sent(BRITISH, how="replace"))
    assert chosen(await taken(pole)) == {"region": "GB", "area": "GB-SCT", "language": "en"}


async def test_joining_keeps_this_plans_own_country_and_language(pole):
    await pole.post(f"{ADDRESS}/bring", json=sent(BRITISH, how="join"))
    assert chosen(await taken(pole)) == {"region": "PL", "language": "pl"}


@pytest.mark.parametrize("how", ["join", "replace"])
@pytest.mark.parametrize(
    "values", [{"region": "ZZ"}, {"region": "xx; DROP"}, {"language": "klingon"}, {"area": "GB-DROP"}]
)
async def test_what_this_server_does_not_know_is_left_out_and_said(pole, values, how):
    file = file_with(**values)
    look = (await pole.post(f"{ADDRESS}/look?language=en", json=sent(file))).json()
    assert look["unknown"] == "A country or language in this file is not known here. It is left out."
    assert look["changes"][how] == []
    assert (await pole.post(f"{ADDRESS}/bring", json=sent(file, how=how))).status_code == 200
    assert chosen(await taken(pole)) == {"region": "PL", "language": "pl"}


async def test_a_country_goes_out_and_in_again(pole, browse, make_plan):
    client = await browse()
    await make_plan(client)
    await client.post(f"{ADDRESS}/bring", json=sent(await taken(pole), how="replace"))
    assert chosen(await taken(client)) == {"region": "PL", "language": "pl"}
