// @ts-check
import { kept } from "keeping";
import { bare, isDone, marked } from "plan_marks";

/** A list of texts, each with a box to tick; the mark stands in the text. */
export default {
  mixins: [kept],
  template: `
    <fieldset class="pp-field pp-choices" :aria-describedby="field + '-status'">
      <legend class="pp-label">{{ label }}</legend>
      <div v-for="(step, at) in shown" :key="at" class="pp-step" role="group" :aria-label="named(at)">
        <label class="pp-tick">
          <input type="checkbox" :checked="isDone(step)" @change="set(at, bare(step), $event.target.checked, 0)">
          <span>{{ words.done }}</span>
        </label>
        <input class="pp-input" type="text" :value="bare(step)" :aria-label="words.step" autocomplete="off" dir="auto"
          :lang="language || null" :data-kept="name" @input="set(at, $event.target.value, isDone(step))" @blur="flush"
          @keydown.enter.prevent="add">
        <button v-if="shown.length > 1" type="button" class="pp-button" @click="remove(at)">{{ words.remove }}</button>
      </div>
      <button type="button" class="pp-button" @click="add">{{ words.add }}</button>
      <p class="pp-status" :id="field + '-status'" role="status" :data-state="state">{{ sentence }}</p>
    </fieldset>`,
  props: { language: String },
  computed: {
    shown() {
      return this.now?.length ? this.now : [""];
    },
  },
  methods: {
    bare,
    isDone,
    named(at) {
      return this.words.numbered.replace("{n}", () => String(at + 1));
    },
    set(at, words, done, pause) {
      const step = done && !words ? "✓" : marked(words, done);
      this.change(
        this.shown.map((one, i) => (i === at ? step : one)),
        pause,
      );
    },
    remove(at) {
      this.change(
        this.shown.filter((_, i) => i !== at),
        0,
      );
    },
    add() {
      this.now = [...this.shown, ""];
      this.$nextTick(() => [...this.$el.querySelectorAll("[type=text]")].at(-1)?.focus());
    },
  },
};
