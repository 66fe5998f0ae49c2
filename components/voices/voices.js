// @ts-check
import { kept } from "keeping";

const PARTS = ["by", "view", "source", "sure"];

export default {
  mixins: [kept],
  props: { language: String },
  template: `
    <fieldset class="pp-field pp-choices" :aria-describedby="field + '-status'">
      <legend class="pp-label">{{ label }}</legend>
      <div v-for="(voice, at) in shown" :key="at" class="pp-voice" role="group" :aria-label="named(at)">
        <template v-for="part in parts">
          <label class="pp-hint" :for="field + at + part">{{ words[part] }}</label>
          <component :is="part === 'view' ? 'textarea' : 'input'" class="pp-input" :id="field + at + part" :rows="part === 'view' ? 3 : null"
            :value="voice[part] ?? ''" autocomplete="off" :dir="voice[part] ? 'auto' : null" :lang="language" :data-kept="name"
            @input="set(at, part, $event.target.value)" @blur="flush"></component>
        </template>
        <button type="button" class="pp-button pp-button-danger" :aria-label="words.remove + ': ' + (voice.by || named(at))"
          @click="remove(at)">{{ words.remove }}</button>
      </div>
      <div class="pp-buttons">
        <button v-if="removed" type="button" class="pp-button" data-undo @click="undo">{{ words.undo }}</button>
        <button type="button" class="pp-button" data-add @click="add">{{ words.add }}</button>
      </div>
      <p class="pp-status" :id="field + '-status'" role="status" :data-state="state">{{ sentence }}</p>
    </fieldset>`,
  data() {
    return { parts: PARTS, removed: null };
  },
  computed: {
    shown() {
      return this.now ?? [];
    },
  },
  methods: {
    named(at) {
      return this.words.numbered.replace("{n}", () => String(at + 1));
    },
    set(at, part, words) {
      this.removed = null;
      this.change(this.shown.map((voice, i) => (i === at ? { ...voice, [part]: words } : voice)));
    },
    remove(at) {
      this.removed = this.shown;
      this.change(
        this.shown.filter((_, i) => i !== at),
        0,
      );
      this.focus("[data-undo]");
    },
    undo() {
      this.change(this.removed, 0);
      this.removed = null;
      this.focus("[data-add]");
    },
    add() {
      this.now = [...this.shown, {}];
      this.$nextTick(() => [...this.$el.querySelectorAll(".pp-voice")].at(-1)?.querySelector("input").focus());
    },
    focus(what) {
      this.$nextTick(() => this.$el.querySelector(what)?.focus());
    },
  },
};
