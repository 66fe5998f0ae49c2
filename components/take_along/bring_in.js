// @ts-check

const MARK = "age-encryption.org/v1\n";

/** The bytes of a file in base64. */
function encoded(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(",")[1] ?? "");
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });
}

/** A file is held in this page's memory until it was brought in or another one is chosen. */
export default {
  props: { address: String, language: String, most: Number, ways: Array, words: Object },
  data: () => ({ said: "", file: "", passphrase: "", isSealed: false, isBusy: false, found: null }),
  template: `
    <div class="pp-take">
      <div class="pp-field">
        <label class="pp-label" :for="$attrs.id + '-file'">{{ words.choose }}</label>
        <input class="pp-input" :id="$attrs.id + '-file'" ref="input" type="file" @change="chosen">
      </div>
      <form v-if="isSealed && !found" @submit.prevent="look">
        <div class="pp-field">
          <label class="pp-label" :for="$attrs.id + '-field'">{{ words.passphrase }}</label>
          <input class="pp-input" :id="$attrs.id + '-field'" ref="passphrase" type="text" v-model="passphrase" dir="auto" autocomplete="off"
            autocapitalize="none" spellcheck="false" translate="no">
        </div>
        <div class="pp-buttons"><button class="pp-button" :aria-disabled="isBusy || null">{{ words.open }}</button></div>
      </form>
      <p class="pp-said" role="status">{{ said }}</p>
      <section v-if="found">
        <h3 ref="look" tabindex="-1">{{ words.look }}</h3>
        <template v-for="kind in ['new', 'differs', 'here']" :key="kind">
          <p v-if="!found[kind].length">{{ found.told[kind] }}</p>
          <details v-else class="pp-fold">
            <summary class="pp-fold-head">{{ found.told[kind] }}</summary>
            <ul>
              <li v-for="row in found[kind]" class="pp-copy">
                <p class="pp-note">{{ row.part }}</p>
                <template v-for="side in ['here', 'there']" :key="side">
                  <div v-if="row[side]" :class="{ 'pp-rival': kind === 'differs' }">
                    <p v-if="kind === 'differs'" class="pp-note">{{ words[side] }}</p>
                    <p class="pp-row-text" dir="auto" :lang="found.languages[side]">{{ row[side] }}</p>
                  </div>
                </template>
              </li>
            </ul>
          </details>
        </template>
        <p>{{ found.told.same }}</p>
        <p v-if="found.pictures">{{ found.pictures }}</p>
        <p v-for="left in [found.unread, found.unknown].filter(Boolean)" class="pp-told">{{ left }}</p>
        <div v-for="way in ways" :key="way.how" class="pp-way">
          <div :id="$attrs.id + way.how">
            <p class="pp-hint">{{ way.hint }}</p>
            <p v-for="line in found.changes[way.how]" class="pp-told">{{ line }}</p>
          </div>
          <div class="pp-buttons">
            <button type="button" class="pp-button" :aria-describedby="$attrs.id + way.how" :aria-disabled="isBusy || null" @click="bring(way.how)">{{
              way.words }}</button>
          </div>
        </div>
        <div class="pp-buttons"><button type="button" class="pp-button" @click="leave">{{ words.leave }}</button></div>
      </section>
    </div>`,
  methods: {
    async chosen({ target }) {
      const [file] = target.files;
      Object.assign(this, { said: "", file: "", passphrase: "", isSealed: false, found: null });
      if (!file) return;
      if (file.size > this.most) {
        this.said = this.words.too_large;
        return;
      }
      try {
        this.file = await encoded(file);
        this.isSealed = (await file.slice(0, MARK.length).text()) === MARK;
      } catch {
        this.said = this.words.failed;
        return;
      }
      if (!this.isSealed) return this.look();
      await this.$nextTick();
      this.$refs.passphrase?.focus();
    },
    async look() {
      const found = await this.ask("/look", {});
      if (!found) return;
      this.said = "";
      this.found = found;
      await this.$nextTick();
      this.$refs.look?.focus();
    },
    async bring(how) {
      const answer = await this.ask("/bring", { how });
      if (!answer) return;
      this.leave();
      this.said = [this.words.done, answer.unread].filter(Boolean).join(" ");
    },
    leave() {
      Object.assign(this, { said: "", file: "", passphrase: "", isSealed: false, found: null });
      this.$refs.input.value = "";
      this.$refs.input.focus();
    },
    /** The server's answer; nothing when it says no, and why not is said. */
    async ask(what, more) {
      if (this.isBusy) return null;
      this.isBusy = true;
      this.said = this.words.reading;
      const sealed = this.isSealed ? { passphrase: this.passphrase } : {};
      const body = JSON.stringify({ file: this.file, ...sealed, ...more });
      const address = `${this.address}${what}?language=${encodeURIComponent(this.language)}`;
      let answer = null;
      try {
        const reply = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
        answer = await reply.json();
        if (!reply.ok) {
          this.said = answer.detail || this.words.failed;
          answer = null;
        }
      } catch {
        this.said = this.words.failed;
      }
      this.isBusy = false;
      return answer;
    },
  },
};
