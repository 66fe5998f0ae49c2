"""What is said of someone's rights is what they have."""

from pwa import i18n
from pwa.pages.helping.owners import rights_of
from pwa.share.helping import Helper


def test_who_may_only_suggest_is_not_said_to_write() -> None:
    sections = {"about": "write", "coping": "write", "contacts": "read"}
    helper = Helper(id="a", name="Sam", role="", sections=sections, until="", state="helps", made="2026-11-24")
    assert rights_of(i18n.translator("en"), helper) == [
        "Reads and writes: What helps me",
        "Reads and suggests words: About me and this plan",
        "Reads: Who I can call",
    ]
