"""What a phone keeps of what happened: with the plan that it belongs to; and changes that name each other."""

from tests.browser.conftest import Phone
from tests.browser.devices import blank
from tests.conftest import Server

# A plan that comes before its history does; the same history with a newer plan; a plan without an entry. After each
# step: of which plan what is read is, and how often the server was asked.
STATES = """async () => {
  const kept = devices.notes;
  const take = async (revision, happened, ...ids) => {
    const sections = { coping: ids.map((id) => ({ id, content: { text: id } })) };
    return kept.accept((await kept.read()).asked, { plan: "p", revision, happened, sections });
  };
  let asked = 0;
  const answer = (happened) => ({ status: 200, body: { happened, items: [{ n: 1, entry: "x" }], devices: [] } });
  const bring = (happened) => kept.history.bring(async () => ((asked += 1), answer(happened)));
  const read = async () => (await kept.history.read())?.plan.revision ?? null;
  const found = [];
  for (const step of [
    () => take(1, "a", "x", "y"), () => bring("b"), () => bring("a"), () => take(2, "b", "x", "y"),
    () => take(3, "c", "x", "y"), () => bring("c"), () => bring("c"), () => take(4, "c", "x", "y"), () => bring("c"),
    () => take(5, "d", "x"),
  ]) {
    await step();
    found.push([await read(), asked]);
  }
  return found;
}"""


def test_a_history_stays_with_the_state_of_the_plan_that_it_belongs_to(phone: Phone, shared_server: Server) -> None:
    page = blank(phone.page, shared_server, "notes")
    here, asked = zip(*page.evaluate(STATES), strict=True)
    assert here == (None, None, 1, 1, 1, 3, 3, 4, 4, None)
    assert asked == (0, 1, 2, 2, 2, 3, 3, 3, 3, 3)


# Changes that name each other, while one is held that can still be undone.
TOGETHER = """async () => {
  const kept = devices.notes;
  await kept.hold({ kind: "tick" });
  await kept.appendAll([{ kind: "edit", revision: "e:1" }, { kind: "put_away", based_on: "e:1", revision: "e:2" }]);
  const { pending, held, asked } = await kept.read();
  return [held, pending.map(({ kind, seq, based_on }) => [kind, seq, based_on === `${asked.outbox}:2`])];
}"""


def test_changes_that_name_each_other_get_their_numbers_at_once(phone: Phone, shared_server: Server) -> None:
    page = blank(phone.page, shared_server, "notes")
    assert page.evaluate(TOGETHER) == [None, [["tick", 1, False], ["edit", 2, False], ["put_away", 3, True]]]
