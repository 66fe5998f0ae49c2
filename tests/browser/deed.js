// @ts-check
/**
 * What a person does on a phone that shows its plan with all that was not sent yet; null: there is nothing to do it to.
 *
 * `at` and `by` choose among what is there; `forms` are those that were opened before and are saved now, each with the
 * name and the words of the text that stood there then.
 */
async ({ deed, at, by, words, id, forms }) => {
  const { devices, changes, deeds, sections } = globalThis;
  const MAIN = { coping: "text", avoid: "name", about: "value" };
  const known = await devices.notes.read();
  if (!known.plan) return null;
  const plan = changes.replay(known.plan, [...known.pending, ...(known.held ? [known.held] : [])], sections);
  const fieldsOf = (section) => sections.find((one) => one.id === section).fields;
  const named = (name) => fieldsOf("about").find((field) => field.name === name);
  const all = (...names) => names.flatMap((section) => (plan.sections[section] ?? []).map((entry) => ({ section, entry })));
  const lists = all("coping", "avoid");
  const shown = lists.filter(({ entry }) => !entry.away);
  const among = {
    form: [...shown, ...all("about")],
    edit: [...shown, ...all("about")],
    pick: [...shown, ...all("about")].filter(({ entry }) => entry.rivals),
    name: all("about").length ? [] : [{ section: "about", entry: { id: "name_i_like", content: {} } }],
    clear: all("about"),
    bring_back: lists.filter(({ entry }) => entry.away),
    delete: lists,
    tick: shown.filter(({ section }) => section === "coping"),
    add: ["coping", "avoid"].map((section) => ({ section, entry: { id, content: {} } })),
  }[deed] ?? shown;
  if (!among.length) return null;
  const { section, entry } = among[at % among.length];
  const place = { section, entry: entry.id };
  const texts = deeds.textsOf(entry);
  const which = by % texts.length;
  const seen = texts.map(({ revision }) => revision);
  const said = texts.map(({ content }) => content[MAIN[section]] ?? null);
  const form = forms[entry.id] ?? { based_on: seen[which], words: said[which] };
  const isNamed = section === "about";
  const changeOf = {
    form: () => null,
    add: () => deeds.added(place, { [MAIN[section]]: words }).change,
    name: () => deeds.set(named(entry.id), place, undefined, words, "").change,
    clear: () => deeds.set(named(entry.id), place, entry, "", seen[0]).change,
    edit: () => (isNamed
      ? deeds.set(named(entry.id), place, entry, words, form.based_on)
      : deeds.edited(fieldsOf(section), place, entry, MAIN[section], words, form.based_on)).change,
    pick: () => deeds.picked(place, entry, seen[which], seen, isNamed).change,
    move: () => deeds.moved(plan, place, by % 2 ? 1 : -1)?.change,
    put_away: () => deeds.putAway(place, seen).change,
    bring_back: () => deeds.broughtBack(place).change,
    only_me: () => deeds.onlyMe(place, by % 2 === 1).change,
    delete: () => deeds.deleted(place, seen),
    tick: () => ({ kind: "tick", ...place, outcome: "helped" }),
  };
  const found = { entry: entry.id, form, said, picked: said[which] };
  const made = changeOf[deed]();
  if (!made) return deed === "form" ? found : null;
  const change = { by: "me", device: known.plan.device, day: "2026-11-23", ...made };
  const whole = deeds.ifGone(change, entry, fieldsOf(section));
  const { outcome } = changes.apply(plan, { ...whole, revision: `${"f".repeat(32)}:1` }, sections);
  return outcome.result === "refused" ? null : { ...found, change: whole };
}
