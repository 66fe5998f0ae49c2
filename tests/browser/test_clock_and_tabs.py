"""A lock that a phone's clock does not open, and whose record two tabs do not write over."""

from playwright.sync_api import APIResponse, Route, expect

from tests.browser.lock import LOCKED, PIN, WRONG, Locked, locked, shows_nothing, shows_the_plan
from tests.browser.readable import folder

__all__ = ["locked"]

NEW = "141421"
SLEPT_AND_PUT_BACK = """() => {
  const [date, since] = [Date.now, performance.now.bind(performance)];
  Date.now = () => date() - 3_600_000;
  performance.now = () => since() + 3_600_000;
  document.dispatchEvent(new Event("visibilitychange"));
}"""
SET = "() => { const real = Date.now; Date.now = () => real() + HOURS * 3_600_000; }"
TWO_TABS = """async ([folder, right, wrong]) => {
  const part = (await import(`${folder}/phone.js`)).part;
  const [{ openKept }, { openWith }] = [part("kept.js"), part("locking.js")];
  const tabs = await Promise.all([1, 2, 3].map(() => openKept()));
  await Promise.allSettled(tabs.map((one) => openWith(one, wrong)));
  const { lock } = await tabs[0].read();
  const opening = openWith(tabs[0], right);
  await new Promise((done) => setTimeout(done, 20));
  await tabs[1].remember({ lock: { ...(await tabs[1].read()).lock, shows: { person: "", steps: true } } });
  await opening;
  const after = (await tabs[2].read()).lock;
  return [lock.tries.count, after.tries.count, after.shows.steps];
}"""
# Each tab changes the PIN; then the server knows another one than the tab does.
TWO_CHANGES = """async ([folder, right]) => {
  const part = (await import(`${folder}/phone.js`)).part;
  const [{ openKept }, locking, pin] = [part("kept.js"), part("locking.js"), part("pin.js")];
  const kept = await locking.openWith(await openKept(), right);
  const { key, secret } = pin.session();
  const begun = async (sign) => ({
    salt: new Uint8Array(16).fill(sign), rounds: 1, wrapped: new Uint8Array(1), isDigits: true,
    secrets: await pin.sealingOf(key).seal(JSON.stringify([secret, secret, secret, null])),
  });
  const [one, other] = [await begun(1), await begun(2)];
  const begin = (next) => kept.changeLock((lock) => ({ ...lock, next }));
  await begin(one);
  window.fetch = async () => (await begin(other), Response.json({}));
  await locking.finishPin(kept);
  const { lock } = await kept.read();
  window.fetch = async () => Response.json({ reason: "wrong_pin" }, { status: 403 });
  return [lock.next?.salt[0], lock.rounds > 1, await locking.openServer(), pin.session()];
}"""

# Whether a change is still under way, and whether the server opens with what the phone does.
TOLD = """async (folder) => {
  const locking = (await import(`${folder}/phone.js`)).part("locking.js");
  return [Boolean((await (await locking.openHere()).read()).lock.next), await locking.openServer()];
}"""
# A change of PIN by a person who has shown that they know the one before; it ends with what is said of it.
CHANGE = """async ([folder, before, after]) => {
  const part = (await import(`${folder}/phone.js`)).part;
  const [locking, pin] = [part("locking.js"), part("pin.js")];
  const kept = await locking.openHere();
  const { lock } = await kept.read();
  const shown = await pin.stretched(before, lock);
  const choices = { seconds: lock.seconds, shows: lock.shows };
  window.changing = locking.setPin(kept, after, choices, pin.ROUNDS, shown).then(() => "changed", ({ name }) => name);
}"""
# This tab has seen that no change is under way, and is held up before it notes its own.
HOLD = """() => {
  const { encrypt } = SubtleCrypto.prototype;
  const going = new Promise((go) => (window.go = go));
  let calls = 0; // for the key, then for what it tells the server
  window.waits = new Promise((wait) => (SubtleCrypto.prototype.encrypt = async function (...all) {
    calls += 1;
    if (calls === 2) wait();
    if (calls >= 2) await going;
    return encrypt.apply(this, all);
  }));
}"""


def test_a_clock_that_is_put_back_opens_nothing_again(locked: Locked) -> None:
    page = locked.launch()
    locked.unlock()
    shows_the_plan(page)
    page.evaluate(SLEPT_AND_PUT_BACK)
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    shows_nothing(page)
    locked.unlock()
    shows_the_plan(page)
    page.add_init_script(f"({SET.replace('HOURS', '-1')})()")
    page.reload()
    expect(page.get_by_role("heading", name=LOCKED)).to_be_visible()
    shows_nothing(page)


def test_a_clock_that_is_put_forward_buys_one_try_and_put_right_it_shuts_nobody_out(locked: Locked) -> None:
    locked.server.kill()
    page = locked.launch()
    for _ in range(5):
        locked.unlock(WRONG)
        expect(page.locator("#pp-unlock-said")).to_contain_text(
            "You can try again at" if _ == 4 else "Nothing is lost."
        )
    page.add_init_script(f"({SET.replace('HOURS', '1')})()")
    page = locked.launch()
    locked.unlock(WRONG)
    expect(page.locator("#pp-unlock-said")).to_contain_text("You can try again at")
    locked.unlock()
    expect(page.locator("#pp-unlock-said")).to_contain_text("You can try again at")
    shows_nothing(page)
    page.add_init_script(f"({SET.replace('HOURS', '-1')})()")
    page = locked.launch()
    locked.unlock()
    expect(page.locator("#pp-unlock-said")).to_contain_text("You can try again at")
    page.add_init_script(f"({SET.replace('HOURS', '62 / 3600')})()")
    page = locked.launch()
    locked.unlock()
    shows_the_plan(page)


def test_two_tabs_count_every_try_and_lose_no_choice(locked: Locked) -> None:
    page = locked.launch()
    expect(page.locator("#pp-pin")).to_be_visible()
    assert page.evaluate(TWO_TABS, [folder(page), PIN, WRONG]) == [3, 0, True]
    assert page.evaluate(TWO_CHANGES, [folder(page), PIN]) == [2, True, False, None]


def test_of_two_changes_at_once_phone_and_server_know_the_same_pin(locked: Locked) -> None:
    """One tab's change is at the server, its answer still on the way, when another tab notes its own."""
    one, other = locked.page, locked.phone.context.new_page()
    locked.phone.forgive("403")
    for page in (one, other):
        locked.phone.page = page
        page.goto(locked.server.url)
        if page is other:
            locked.unlock()
        shows_the_plan(page)
    other.evaluate(HOLD)
    other.evaluate(CHANGE, [folder(other), PIN, "161803"])
    other.evaluate("() => window.waits")
    answers: list[tuple[Route, APIResponse]] = []
    one.route("**/pin", lambda route: answers.append((route, route.fetch())))
    with one.expect_request("**/pin"):
        one.evaluate(CHANGE, [folder(one), PIN, NEW])
    while not answers:
        one.wait_for_timeout(50)
    other.evaluate("() => window.go()")
    said = other.evaluate("() => window.changing")
    [(route, answer)] = answers
    route.fulfill(response=answer)
    assert [one.evaluate("() => window.changing"), said] == ["changed", "wrong_pin"]
    locked.phone.page = one
    page = locked.launch()
    locked.unlock(NEW)
    shows_the_plan(page)
    assert page.evaluate(TOLD, folder(page)) == [False, True]
    other.goto(locked.server.url)
    shows_the_plan(other)
