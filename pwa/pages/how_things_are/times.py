"""How often a step was ticked as helping, in words."""

from pwa.i18n import Translator
from pwa.plan.model import Entry
from pwa.plan.weeks import times


def times_words(t: Translator, step: Entry) -> list[str]:
    """How often each outcome was ticked, a sentence each."""
    counts = times(step)
    sentences = {
        "helped": t.tn("Helped: {n} time.", "Helped: {n} times.", counts.get("helped", 0)),
        "a_bit": t.tn("A bit: {n} time.", "A bit: {n} times.", counts.get("a_bit", 0)),
        "not_this_time": t.tn("Not this time: {n} time.", "Not this time: {n} times.", counts.get("not_this_time", 0)),
    }
    return [sentence for outcome, sentence in sentences.items() if counts.get(outcome)]
