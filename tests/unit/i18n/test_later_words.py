"""What pages say that come with a later tap is fetched with them, and nothing that the first ones say is missing."""

from pwa import i18n
from pwa.i18n.catalogue import read_template, short_name


def test_a_message_comes_with_the_first_pages_or_later_and_never_twice() -> None:
    template = read_template(i18n.LOCALES / "messages.pot")
    assert {"Getting harder", "Most helpful first", "Noted: {stage}"} <= template.later
    assert {"How are things?", "Look back", "Helped: {n} time.", "One step at a time"} <= template.phone
    assert not template.phone & template.later
    first, later = i18n.phone_catalogue("pl")["messages"], i18n.later_messages("pl")
    assert later[short_name("Getting harder")] == "Robi się trudniej"
    assert not first.keys() & later.keys()
