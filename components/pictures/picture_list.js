// @ts-check
import { CantShrink, shrunk } from "shrink";

/** What was in the way, in words. */
class Trouble extends Error {}

/** Each picture is made small here, before it goes anywhere. One that was deleted stays in this page's memory until the next thing is done. */
export default {
  props: { address: String, pictures: Array, most: Number, words: Object },
  emits: ["changed"],
  data() {
    return { shown: [...this.pictures], large: "", said: "", gone: null, isBusy: false };
  },
  template: `
    <section class="pp-pictures-part" :aria-label="words.heading">
      <h2>{{ words.heading }}</h2>
      <p class="pp-hint">{{ words.hint }}</p>
      <ul v-if="shown.length" class="pp-desk-pictures">
        <li v-for="one in shown" :key="one.id" :class="{ 'pp-is-large': large === one.id }">
          <button type="button" class="pp-picture" :aria-expanded="String(large === one.id)" @click="large = large === one.id ? '' : one.id">
            <img :src="address + '/' + one.id" :alt="one.words || words.picture">
          </button>
          <template v-if="large === one.id">
            <div class="pp-field">
              <label class="pp-label" :for="$attrs.id + one.id">{{ words.on_it }}</label>
              <input class="pp-input" :id="$attrs.id + one.id" type="text" maxlength="200" :value="one.words" autocomplete="off" dir="auto"
                @change="describe(one, $event.target.value)">
            </div>
            <div class="pp-buttons"><button type="button" class="pp-button" @click="remove(one)">{{ words.delete }}</button></div>
          </template>
        </li>
      </ul>
      <p class="pp-said" role="status">{{ said }}</p>
      <div v-if="gone" class="pp-buttons"><button type="button" ref="undo" class="pp-button" @click="putBack">{{ words.undo }}</button></div>
      <p v-if="shown.length >= most">{{ words.full }}</p>
      <div v-else class="pp-field">
        <label class="pp-label" :for="$attrs.id + '-file'">{{ words.add }}</label>
        <input class="pp-input" :id="$attrs.id + '-file'" type="file" accept="image/*" multiple @change="chosen">
      </div>
    </section>`,
  methods: {
    chosen({ target }) {
      const files = [...target.files];
      this.alone(async () => {
        let left = null; // one that can't be opened keeps none of the others away
        for (const [at, file] of files.entries()) {
          this.said = this.words.adding.replace("{n}", () => String(at + 1)).replace("{all}", () => String(files.length));
          const small = await shrunk(file).catch((trouble) => {
            if (!(trouble instanceof CantShrink)) throw trouble;
            left = trouble;
          });
          if (small) await this.keep(small, "");
        }
        if (left) throw left;
        if (files.length) this.said = this.words.added;
      }).finally(() => (target.value = ""));
    },
    describe(one, words) {
      return this.alone(async () => {
        await this.ask(`/${one.id}`, "PUT", { words });
        one.words = words.trim();
        this.said = this.words.saved;
        this.$emit("changed");
      });
    },
    remove(one) {
      return this.alone(async () => {
        const reply = await fetch(`${this.address}/${one.id}`, { cache: "no-store" }).catch(() => null);
        const picture = reply?.ok ? await reply.blob() : null;
        await this.ask(`/${one.id}`, "DELETE", { sure: true });
        this.shown = this.shown.filter(({ id }) => id !== one.id);
        this.gone = picture && { picture, words: one.words };
        this.said = this.words.deleted;
        this.$emit("changed");
        await this.$nextTick();
        this.$refs.undo?.focus();
      });
    },
    putBack() {
      const { gone } = this;
      return this.alone(async () => {
        await this.keep(gone.picture, gone.words).catch((trouble) => {
          this.gone = gone;
          throw trouble;
        });
        this.said = this.words.undone;
      });
    },
    async keep(picture, words) {
      const { id } = await this.ask("", "POST", picture);
      this.shown = [...this.shown, { id, words }];
      this.large = id;
      if (words) await this.ask(`/${id}`, "PUT", { words });
      this.$emit("changed");
    },
    /** One thing at a time. */
    async alone(act) {
      if (this.isBusy) return;
      Object.assign(this, { isBusy: true, gone: null, said: "" });
      try {
        await act();
      } catch (trouble) {
        if (trouble instanceof CantShrink) this.said = this.words.cant_shrink;
        else if (trouble instanceof Trouble) this.said = trouble.message;
        else throw trouble;
      } finally {
        this.isBusy = false;
      }
    },
    async ask(path, method, content) {
      const isPicture = content instanceof Blob;
      const headers = { "Content-Type": isPicture ? content.type : "application/json", "Accept-Language": document.documentElement.lang };
      const body = isPicture ? content : JSON.stringify(content);
      const reply = await fetch(this.address + path, { method, headers, body }).catch(() => null);
      if (!reply) throw new Trouble(this.words.network);
      if (reply.status === 204) return null;
      const answer = await reply.json().catch(() => null);
      if (!reply.ok || !answer) throw new Trouble(answer?.title ? `${answer.title}. ${answer.detail}` : this.words.failed);
      return answer;
    },
  },
};
