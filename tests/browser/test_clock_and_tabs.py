"""A lock that a phone's clock does not open, and whose record two tabs do not write over."""

from playwright.sync_api import expect

from tests.browser.lock import LOCKED, PIN, WRONG, Locked, locked, shows_nothing, shows_the_plan
from tests.browser.readable import folder

__all__ = ["locked"]

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
