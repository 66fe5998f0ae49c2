"""A plan made by going through the set-up, as quickly as one can with something in the first lists."""

from tests.engines.phone import Phone

SISTER = "07700 900112"
STEPS = ("Walk to the canal and back", "Cold water on my wrists")
SIGN = "I stop opening letters"
WORSE = "Being told to calm down"
WORDS = ("My sister", *STEPS, SIGN, WORSE)


def go_through_set_up(phone: Phone) -> None:
    """Go from the first page to the finished plan."""
    phone.open()
    phone.sees("Your country: United Kingdom?")  # it comes late, and moves what is below it
    phone.tap("Make my plan (3 minutes)")
    phone.sees_heading("What do you need to stay safe?")
    for words in ("Begin", "Yes"):
        phone.tap(words)
    phone.sees_heading("Which part of the country are you in?")
    phone.tap("Next")
    phone.sees_heading("Does anyone else pick up this phone?")
    phone.tap("Next")
    phone.sees_heading("One person I can call")
    phone.write("Name", "My sister")
    phone.write("Number", SISTER)
    phone.tap("Put this person on my plan")
    own = "Add one, in my own words"
    phone.sees_heading("What helps me")
    phone.write(own, STEPS[0])
    phone.tap("Add")
    phone.find("button", f"Change: {STEPS[0]}")
    phone.write(own, STEPS[1])
    phone.tap("Next")
    phone.sees_heading("My early signs")
    phone.write(own, SIGN)
    phone.tap("Next")
    phone.sees_heading("What makes things worse")
    phone.write(own, WORSE)
    phone.tap("Next")
    phone.sees_heading("People I don't want called")
    phone.tap("Skip")
    phone.sees_heading("My recovery words")
    phone.tap("Later")
    phone.sees(*WORDS[:2])
