"""What a log says about an unexpected error holds nothing that a person wrote."""

import logging
import subprocess
import sys

import httpx
import pytest
from starlette.responses import PlainTextResponse

from pwa.api.guard import Guard
from pwa.api.reports import WithoutContent, described, report

CANARY = "the canary sings at dawn"


def fail():
    """Raise an error whose text, whose cause and whose context hold what a person wrote."""
    try:
        try:
            int(CANARY)
        except ValueError as error:
            raise KeyError(CANARY) from error
    except KeyError:
        raise RuntimeError(f"could not save {CANARY}")  # noqa: B904 -- the context is what is tested


def caught():
    try:
        fail()
    except RuntimeError as error:
        return error


def test_an_error_is_described_by_its_classes_and_places():
    text = described(caught())
    assert CANARY not in text
    assert [name in text for name in ("RuntimeError", "KeyError", "ValueError", "test_reports.py:")] == [True] * 4


def test_an_error_is_reported_once_under_one_reference(caplog):
    error = caught()
    assert report(error) == report(error)
    assert len(caplog.records) == 1
    assert CANARY not in caplog.text


@pytest.mark.parametrize("how", ["exception", "argument", "message", "mapping"])
def test_no_way_of_logging_an_error_writes_its_text(how):
    error = caught()
    info = (type(error), error, error.__traceback__)
    made = {
        "exception": ("failed", (), info),
        "argument": ("failed: %s", (error,), None),
        "message": (error, (), None),
        "mapping": ("failed: %(error)s", ({"error": error},), None),
    }
    message, arguments, exc_info = made[how]
    record = logging.LogRecord("other", logging.ERROR, __file__, 1, message, arguments, exc_info)
    assert WithoutContent().filter(record)
    text = logging.Formatter("%(message)s").format(record)
    assert CANARY not in text
    assert "RuntimeError" in text


async def broken(scope, receive, send):
    fail()


async def half_sent(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    fail()


def answer(request, error):
    return PlainTextResponse(f"{error.reason} {error.more}", 500)


@pytest.mark.parametrize("app", [broken, half_sent])
async def test_an_unexpected_error_is_answered_with_its_reference_alone(app, caplog):
    guarded = Guard(app, answer=answer, base_url=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(guarded), base_url="http://localhost") as client:
        if app is broken:
            reply = await client.get("/")
            assert reply.status_code == 500
            assert reply.text.startswith("unexpected")
            assert CANARY not in reply.text
            assert reply.headers["x-content-type-options"] == "nosniff"
        else:
            with pytest.raises(Exception, match=r".*") as failure:
                await client.get("/")
            assert CANARY not in str(failure.value)
    assert "RuntimeError" in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
async def test_a_person_is_told_the_reference_and_nothing_else(build, caplog, kind):
    app = build()

    async def boom():
        fail()

    app.add_api_route("/boom", boom)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        reply = await client.get("/boom", headers={"Accept": kind})
    (record,) = caplog.records
    assert (reply.status_code, CANARY in reply.text, CANARY in caplog.text) == (500, False, False)
    assert record.args[0] in reply.text
    assert ("<h1>" in reply.text) == (kind == "text/html")


def test_an_error_that_nobody_catches_is_not_printed(tmp_path):
    program = (
        "import threading; from pwa.api.reports import log_without_content; log_without_content()\n"
        f"def fail(): raise RuntimeError({CANARY!r})\n"
        "class Gone:\n  def __del__(self): fail()\n"
        "Gone()\n"
        "thread = threading.Thread(target=fail); thread.start(); thread.join()\n"
        "fail()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert CANARY not in done.stdout + done.stderr
    assert done.stderr.count("RuntimeError") == 3
