// @ts-check
import { drawFile } from "plan_file";

const KEPT_MS = 60_000;

const TYPES = { html: "text/html;charset=utf-8", json: "application/json", age: "application/octet-stream" };

async function load(address, kind = "json") {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  return reply[kind]();
}

/** What the server says was wrong, in words; "" when it says nothing. */
async function told(reply) {
  return (await reply.json().catch(() => ({}))).detail ?? "";
}

/** A name that tells nothing of what is in the file. */
function nameOf(kind) {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return `notes-${day}.${kind}`;
}

function offer(content, kind) {
  const href = URL.createObjectURL(new Blob([content], { type: TYPES[kind] }));
  const link = Object.assign(document.createElement("a"), { href, download: nameOf(kind), hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}

export default {
  props: { address: String, kind: String, words: Object, page: Object, suggested: String },
  data: () => ({ said: "", passphrase: "", isBusy: false }),
  template: `
    <div class="pp-take">
      <div v-if="kind === 'age'" class="pp-field">
        <label class="pp-label" :for="$attrs.id + '-field'">{{ words.label }}</label>
        <p class="pp-hint" :id="$attrs.id + '-hint'">{{ words.hint }}</p>
        <input class="pp-input" :id="$attrs.id + '-field'" type="text" v-model="passphrase" dir="auto" autocomplete="off" autocapitalize="none"
          spellcheck="false" translate="no" :aria-describedby="$attrs.id + '-hint'">
      </div>
      <div class="pp-buttons">
        <button v-if="kind === 'age'" type="button" class="pp-button" @click="passphrase = suggested">{{ words.make }}</button>
        <button type="button" class="pp-button" :aria-disabled="isBusy || null" @click="save">{{ words.save }}</button>
      </div>
      <p class="pp-said" role="status">{{ said }}</p>
    </div>`,
  methods: {
    async save() {
      if (this.isBusy) return;
      this.isBusy = true;
      this.said = this.words.saving;
      try {
        this.said = (await this.made()) || this.words.saved;
      } catch {
        this.said = this.words.failed;
      }
      this.isBusy = false;
    },
    /** Saves the file; what went wrong, in words, or nothing. */
    async made() {
      const asked = { age: { passphrase: this.passphrase }, html: { to_read: true } }[this.kind] ?? {};
      const body = JSON.stringify(asked);
      const address = `${this.address}?language=${encodeURIComponent(document.documentElement.lang)}`;
      const reply = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      if (!reply.ok) return (await told(reply)) || this.words.failed;
      offer(this.kind === "html" ? await this.drawn(await reply.json()) : await reply.blob(), this.kind);
    },
    async drawn(file) {
      const { sections, catalogue, lines, styles, title } = this.page;
      const [words, ...css] = await Promise.all([load(catalogue), ...styles.map((style) => load(style, "text"))]);
      return drawFile(file, sections, words, { lines, css: css.join("\n"), title });
    },
  },
};
