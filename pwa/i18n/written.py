"""In which language an entry's words stand: the plan's own, or that of the phrase that they are."""

from collections.abc import Mapping

from pwa import i18n
from pwa.plan.model import Plan, Version
from pwa.plan.section import Section


def plan_language(plan: Plan) -> str:
    """The language in which a plan is written, whatever the one of a page that shows it."""
    return plan.value("settings", "language") or i18n.SOURCE


def phrase_language(plan: Plan, section: Section, version: Version) -> str | None:
    """The language in which a text is the phrase that it was taken from; None when it is one's own words by now.

    Taken from a page in another language, it is not in that of the plan, which is looked at first.
    """
    main = next((field.name for field in section.fields if field.required), "")
    words = version.content.get(main)
    if not version.phrase or not isinstance(words, str):
        return None
    spoken = (plan_language(plan), *(one.tag for one in i18n.languages()))
    return next((tag for tag in spoken if i18n.own_phrases(tag).get(section.id, {}).get(version.phrase) == words), None)


def other_language(plan: Plan, section: Section, version: Version) -> Mapping[str, str]:
    """``{"lang": tag}`` where a text is not in its plan's language: a phrase taken from a page in another."""
    tag = phrase_language(plan, section, version)
    return {"lang": tag} if tag and tag != plan_language(plan) else {}
