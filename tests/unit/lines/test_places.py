"""Countries by time zone and by name."""

import pytest

from pwa import lines


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/London", "GB"),
        ("Europe/Belfast", "GB"),
        ("Asia/Calcutta", "IN"),
        ("Europe/Kiev", "UA"),
        ("America/Buenos_Aires", "AR"),
        ("Etc/UTC", None),
        ("UTC", None),
        ("Antarctica/Troll", None),
        ("Antarctica/Casey", None),
        ("nowhere", None),
        ("", None),
    ],
)
def test_country_is_guessed_from_the_time_zone(zone: str, country: str | None) -> None:
    assert lines.country_of_zone(zone) == country


def test_list_holds_countries_and_nothing_else() -> None:
    codes = {code for code, _ in lines.countries("en")}
    assert {"GB", "IE", "US", "PK", "UA", "XK", "TW", "PS"} <= codes
    assert not codes & {"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB", "IC", "EA"}
    assert not codes & {"AQ", "HM"}, "nobody lives there"
    assert {"FK", "PN", "SH", "SJ"} <= codes, "few people live there"
    assert 245 <= len(codes) <= 252


def test_list_is_in_the_order_in_which_people_look() -> None:
    names = [name for _, name in lines.countries("en")]
    assert names.index("Åland Islands") < names.index("Albania") < names.index("Zimbabwe")
    assert names.index("Côte d’Ivoire") < names.index("Cuba")


def test_names_are_in_the_language_asked_for() -> None:
    assert dict(lines.countries("en"))["DE"] == "Germany"
    assert dict(lines.countries("unknown"))["DE"] == "Germany"
