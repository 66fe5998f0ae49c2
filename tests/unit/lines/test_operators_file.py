"""An operator's own lines: checked when read, with an error that names the line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pwa.lines import Book, LinesError

TODAY = date(2026, 11, 23)
LINE: dict[str, Any] = {
    "id": "GB-night-line",
    "country": "GB",
    "name": "Night line",
    "channels": [{"voice": "020 7946 0100"}],
    "hours": "Mondays, 8 to 10",
    "source": "our own line",
    "source_date": "2026-11-01",
    "read": "2026-11-02",
    "checked_by_call": "2026-11-02",
    "verified": True,
}


def written(folder: Path, *changed: dict[str, Any], emergency: tuple[dict[str, Any], ...] = ()) -> Path:
    path = folder / "lines.json"
    path.write_text(json.dumps({"lines": [LINE | change for change in changed], "emergency": emergency}), "utf-8")
    return path


def test_a_line_is_added_and_unknown_words_stay_as_written(tmp_path: Path) -> None:
    shown = Book.read(written(tmp_path, {})).for_country("GB", None, TODAY, "en")
    night_line = next(line for line in shown["lines"] if line["id"] == "GB-night-line")
    assert night_line["hours"] == "Mondays, 8 to 10"
    assert len(shown["lines"]) == 7


def test_a_line_of_the_same_id_is_replaced(tmp_path: Path) -> None:
    shown = Book.read(written(tmp_path, {"id": "GB-samaritans"})).for_country("GB", None, TODAY, "en")
    assert shown["first"]["call"]["number"] == "020 7946 0100"
    assert len(shown["lines"]) == 6


def test_emergency_numbers_of_a_country_are_replaced(tmp_path: Path) -> None:
    row = {"country": "JP", "ambulance": "119", "source": "ours", "source_date": "2026-10", "needs_check": False}
    shown = Book.read(written(tmp_path, emergency=(row,))).for_country("JP", None, TODAY, "en")
    assert (shown["emergency"]["number"], shown["emergency"]["label"]) == ("119", "Emergency")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"channels": [{"voice": "116 12E"}]}, "must be digits"),
        ({"channels": [{"voice": "1 - - "}]}, "must be digits"),
        ({"country": "UK"}, "ISO 3166-1"),
        ({"source_date": "2962-01-05"}, "future"),
        ({"channels": [{"voice": "javascript:alert(1)"}]}, "must be digits"),
        ({"channels": [{"voice": "111", "text": "111"}]}, "must be one of"),
        ({"channels": [{"voice": "111", "keyword": "HI"}]}, "keyword"),
        ({"channels": [{"chat": "javascript:alert(1)"}]}, "chat"),
        ({"channels": []}, "channels"),
        ({"country": "Britain"}, "country"),
        ({"source_date": "last spring"}, "YYYY"),
        ({"source_date": "2026-13"}, "source_date"),
        ({"verified": "yes"}, "verified"),
        ({"languages": ["klingonese"]}, "language tag"),
        ({"colour": "red"}, "colour"),
        ({"name": ""}, "name"),
    ],
)
def test_an_error_names_the_line_and_what_is_wrong(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    with pytest.raises(LinesError) as error:
        Book.read(written(tmp_path, {"id": "GB-other"}, change))
    assert "GB-night-line" in error.value.advice
    assert "GB-other" not in error.value.advice
    assert told in error.value.advice


def test_two_lines_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LinesError, match="GB-night-line"):
        Book.read(written(tmp_path, {}, {}))


def test_a_line_without_an_id_is_named_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "lines.json"
    path.write_text(json.dumps({"lines": [{"country": 1}]}), "utf-8")
    with pytest.raises(LinesError, match="number 1, id"):
        Book.read(path)
    path.write_text(json.dumps({"lines": [{"country": "GB", "name": "Night line"}]}), "utf-8")
    with pytest.raises(LinesError, match="number 1, id"):
        Book.read(path)


def test_a_wrong_way_to_reach_a_line_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(LinesError) as error:
        Book.read(written(tmp_path, {"channels": [{"voice": "1 - "}]}))
    assert error.value.advice.count("GB-night-line") == 1


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b'{"lines": 3}', b'{"lines": [3]}'])
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lines.json"
    path.write_bytes(content)
    with pytest.raises(LinesError, match=r"lines\.json"):
        Book.read(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LinesError, match="cannot be read"):
        Book.read(tmp_path / "none.json")
