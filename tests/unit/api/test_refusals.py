"""What comes from outside and is wrong gets a clear answer, and changes nothing."""

import logging

import pytest
from starlette.responses import PlainTextResponse

from pwa.api.guard import Guard

LONG = "x" * 600_000


async def changed(phone):
    return (await phone.get("/api/plans/mine")).json()["revision"] != 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://]:x"},
        {"Origin": "http://localhost:81"},
        {},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/plans"),
        ("POST", "/api/plans/mine/changes"),
        ("POST", "/api/recovery"),
        ("POST", "/api/devices/forget"),
        ("DELETE", "/api/plans/mine"),
    ],
)
async def test_another_site_can_do_nothing(browse, make_plan, batch, adding, headers, method, path):
    phone = await browse()
    made = await make_plan(phone)
    for name in ("Origin", "Sec-Fetch-Site"):
        del phone.headers[name]
    body = {**batch(made["plan"], adding("Tea")), "sure": True, "language": "en", "code": "a"}
    refused = await phone.request(method, path, json=body, headers=headers)
    assert (refused.status_code, refused.json()["reason"]) == (403, "cross_site")
    assert refused.headers["x-content-type-options"] == "nosniff"
    assert not await changed(phone)


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}])
async def test_one_sign_of_our_own_page_is_enough(browse, headers):
    phone = await browse()
    for name in ("Origin", "Sec-Fetch-Site"):
        del phone.headers[name]
    assert (await phone.post("/api/plans", json={"language": "en"}, headers=headers)).status_code == 201


async def test_a_page_without_https_can_do_nothing_to_one_with(browse):
    phone = await browse("https://plan.example.org")
    del phone.headers["Sec-Fetch-Site"]
    refused = await phone.post("/api/plans", json={"language": "en"}, headers={"Origin": "http://plan.example.org"})
    assert refused.status_code == 403


@pytest.mark.parametrize("host", [[], [(b"host", b"")]])
async def test_an_origin_without_a_name_is_not_that_of_a_request_without_host(host):
    reached, said = [], []

    async def app(scope, receive, send):
        reached.append(scope)

    async def send(message):
        said.append(message.get("status"))

    guard = Guard(app, answer=lambda _, error: PlainTextResponse(error.reason, 403), base_url=None)
    scope = {
        "type": "http",
        "scheme": "http",
        "method": "POST",
        "path": "/api/plans",
        "headers": [(b"origin", b"null"), *host],
    }
    await guard(scope, None, send)
    assert (reached, said[0]) == ([], 403)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_only_json_is_read(browse, kind):
    phone = await browse()
    refused = await phone.post("/api/plans", content=b'{"language": "en"}', headers={"Content-Type": kind})
    assert (refused.status_code, refused.json()["reason"]) == (415, "not_json")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"en"',
        b"{'language': 'en'}",
        b'{"language": NaN}',
        b"\xff\xfe",
        b"[" * 16_000,
        b"1" * 10_000,
    ],
)
async def test_what_is_no_json_object_is_not_understood(browse, content, caplog):
    phone = await browse()
    refused = await phone.post("/api/plans", content=content, headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.json()["reason"]) == (400, "unreadable")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"plan": 1, "outbox": "ab" * 16, "changes": []},
        {"plan": "a" * 32, "outbox": "short", "changes": []},
        {"plan": "a" * 32, "outbox": "ab" * 16, "changes": {}},
        {"plan": "a" * 32, "outbox": "ab" * 16, "changes": [1]},
        {"plan": "a" * 32, "outbox": "ab" * 16, "changes": [{"seq": True}]},
        {"plan": "a" * 32, "outbox": "ab" * 16, "changes": [{"seq": 0}]},
        {"plan": "a" * 32, "outbox": "ab" * 16, "changes": [{"seq": "1"}]},
    ],
)
async def test_a_batch_of_another_shape_is_not_understood(browse, make_plan, body):
    phone = await browse()
    await make_plan(phone)
    refused = await phone.post("/api/plans/mine/changes", json=body)
    assert (refused.status_code, refused.json()["reason"]) == (400, "unreadable")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"language": "tlh"},
        {"language": 5},
        {"language": ["en"]},
        {"language": {}},
        {"language": "en", "region": "Narnia"},
        {"language": "en", "region": ["GB"]},
        {"language": "en", "region": ""},
    ],
)
async def test_a_plan_starts_in_a_language_and_a_country_that_exist(browse, body):
    phone = await browse()
    assert (await phone.post("/api/plans", json=body)).status_code == 400


async def test_too_much_at_once_is_refused_whether_its_length_is_told_or_not(browse, make_plan, batch, adding):
    phone = await browse()
    made = await make_plan(phone)
    for name in ("told", "untold"):
        if name == "told":
            refused = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], adding(LONG)))
        else:

            async def parts():
                for _ in range(700):
                    yield b"[" * 1000

            headers = {"Content-Type": "application/json"}
            refused = await phone.post("/api/plans/mine/changes", content=parts(), headers=headers)
        assert (refused.status_code, refused.json()["reason"]) == (413, "too_large")
        assert "512 kilobytes" in refused.json()["detail"]
    assert not await changed(phone)


async def test_a_text_that_is_too_long_is_refused_and_the_others_are_kept(browse, make_plan, batch, adding):
    phone = await browse()
    made = await make_plan(phone)
    reply = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], adding("y" * 2001), adding("Tea")))
    assert [one["result"] for one in reply.json()["results"]] == ["refused", "done"]
    assert reply.json()["results"][0]["reason"] == "entry_too_long"


async def test_a_half_character_is_no_accident(browse, make_plan, batch, adding):
    phone = await browse()
    made = await make_plan(phone)
    reply = await phone.post(
        "/api/plans/mine/changes",
        content=b'{"plan": "%s", "outbox": "%s", "changes": [{"seq": 1, "kind": "add", "section": "coping", '
        b'"entry": "%s", "content": {"text": "half \\ud83d of one"}}]}'
        % (made["plan"].encode(), b"ab" * 16, b"c" * 32),
        headers={"Content-Type": "application/json"},
    )
    assert reply.status_code in (200, 400), reply.text
    assert (await phone.get("/api/plans/mine")).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/plans", 405),
        ("PUT", "/api/plans/mine", 405),
        ("GET", "/api/recovery", 405),
        ("POST", "/", 405),
        ("POST", "/healthz", 405),
        ("DELETE", "/sections.json", 405),
        ("GET", "/api/", 404),
        ("GET", "/api/nothing", 404),
        ("GET", "/api/devices", 405),
        ("PATCH", "/api/nothing/at/all", 404),
        ("POST", "/s/abc", 405),
        ("POST", "/api/copies/abc", 404),
        ("GET", "/static/0123456789abcdef/pocket.css", 404),
        ("GET", "/static/pocket.css", 404),
        ("GET", "/static/../pyproject.toml", 404),
        ("GET", "/i18n/tlh.json", 404),
        ("GET", "/i18n/../../pyproject.toml.json", 404),
        ("GET", "/lines/XX.json", 404),
        ("GET", "/lines/ß.json", 404),
    ],
)
async def test_what_is_not_there_is_a_problem_document(browse, method, path, status):
    phone = await browse()
    reply = await phone.request(method, path)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["status"] == status
    assert ("allow" in reply.headers) == (status == 405)


async def test_a_person_who_mistypes_an_address_gets_a_calm_page(browse):
    phone = await browse()
    reply = await phone.get("/static/abc", headers={"Accept": "text/html", "Accept-Language": "en-GB"})
    assert reply.status_code == 404
    assert reply.headers["content-type"].startswith("text/html")
    for part in ('href="/"', 'href="tel:112"', "data-hide", "<title>Notes</title>"):
        assert part in reply.text
    assert "abc" not in reply.text


async def test_a_problem_is_told_in_the_persons_language(browse):
    phone = await browse()
    english = (await phone.get("/api/plans/mine", headers={"Accept-Language": "xx"})).json()
    assert english["detail"].endswith("recovery code.")
    assert english["title"]


@pytest.mark.parametrize(
    ("path", "setting", "body"),
    [
        ("/api/plans", "plans_per_hour", {"language": "en"}),
        ("/api/recovery", "recoveries_per_hour", {"code": "one two"}),
    ],
)
async def test_one_network_cannot_go_on_for_ever(browse, path, setting, body):
    phone = await browse(**{setting: 3})
    statuses = []
    for _ in range(4):
        reply = await phone.post(path, json=body)
        statuses.append(reply.status_code)
        phone.cookies.clear()
    assert 429 not in statuses[:3]
    assert statuses[3] == 429
    assert 0 < int(reply.headers["retry-after"]) <= 3600
