"""Whom the page for two names when it is an emergency: whoever can't phone is shown a way, too."""

from datetime import date

from pwa import i18n
from pwa.lines import for_country
from pwa.pages.agreement.together import ways_to_help


def test_lines_by_text_and_chat_stand_beside_those_by_voice() -> None:
    i18n.load()
    t = i18n.translator("en")

    def ways(country: str) -> list[tuple[str, str]]:
        numbers = for_country(country, None, date(2026, 11, 23), "en")
        return [(words, address) for _, words, address in ways_to_help(t, numbers)]

    assert ways("GB")[:3] == [("999", "tel:999"), ("116 123", "tel:116123"), ("Text: 85258", "sms:85258")]
    assert ("Chat: 116sos.pl", "https://116sos.pl") in ways("PL")
    assert any("(" in words for words, _ in ways("US")) == bool(
        (for_country("US", None, date(2026, 11, 23), "en")["first"]["text"] or {}).get("keyword")
    )
