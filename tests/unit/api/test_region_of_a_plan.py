"""The region that was answered on the first page goes into the plan, and into what a phone asks for."""

import httpx
import pytest


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"region": "GB", "area": "GB-NIR"}, {"language": "en", "region": "GB", "area": "GB-NIR"}),
        ({"region": "GB", "area": None}, {"language": "en", "region": "GB"}),
        ({"region": "GB", "area": 7}, {"language": "en", "region": "GB"}),
        ({}, {"language": "en"}),
    ],
)
async def test_region_is_kept_beside_the_country(browse, sent: dict[str, object], kept: dict[str, str]) -> None:
    client: httpx.AsyncClient = await browse()
    assert (await client.post("/api/plans", json={"language": "en", **sent})).status_code == 201
    settings = (await client.get("/api/plans/mine")).json()["sections"]["settings"]
    assert {entry["id"]: entry["content"]["value"] for entry in settings} == kept


async def test_lines_of_a_region_are_asked_for_by_its_code(browse) -> None:
    client: httpx.AsyncClient = await browse()
    shown = (await client.get("/lines/GB.json?language=en&region=GB-WLS")).json()
    ids = {line["id"] for line in shown["lines"]}
    assert "GB-nhs-111-option-2" in ids
    assert "GB-lifeline" not in ids
    assert shown["region_name"] == "Wales"
