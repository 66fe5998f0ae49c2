// @ts-check
import { kept } from "keeping";

const BLANK = { number: "", for: ["call"] };

export default {
  mixins: [kept],
  template: `
    <fieldset class="pp-field pp-choices" :aria-describedby="field + '-status'">
      <legend class="pp-label">{{ label }}</legend>
      <div v-for="(phone, at) in shown" :key="at" class="pp-phone" role="group" :aria-label="named(at)">
        <label class="pp-hint" :for="field + at">{{ words.number }}</label>
        <input class="pp-input" :id="field + at" type="tel" :value="phone.number" autocomplete="off"
          dir="ltr" :data-kept="name" @input="set(at, { number: $event.target.value })" @blur="flush">
        <label v-for="use in ['call', 'text']" class="pp-tick">
          <input type="checkbox" :checked="phone.for.includes(use)" @change="useFor(at, use, $event.target.checked)">
          <span>{{ words[use] }}</span>
        </label>
        <button v-if="shown.length > 1" type="button" class="pp-button" @click="remove(at)">{{ words.remove }}</button>
      </div>
      <button type="button" class="pp-button" @click="add">{{ words.add }}</button>
      <p class="pp-status" :id="field + '-status'" role="status" :data-state="state">{{ sentence }}</p>
    </fieldset>`,
  computed: {
    shown() {
      return this.now?.length ? this.now : [BLANK];
    },
  },
  methods: {
    named(at) {
      return this.words.numbered.replace("{n}", () => String(at + 1));
    },
    set(at, part, pause) {
      this.change(
        this.shown.map((phone, i) => (i === at ? { ...phone, ...part } : phone)),
        pause,
      );
    },
    useFor(at, use, isOn) {
      const uses = ["call", "text"].filter((one) => (one === use ? isOn : this.shown[at].for.includes(one)));
      this.set(at, { for: uses }, 0);
    },
    remove(at) {
      this.change(
        this.shown.filter((_, i) => i !== at),
        0,
      );
    },
    add() {
      this.now = [...this.shown, BLANK];
      this.$nextTick(() => [...this.$el.querySelectorAll("[type=tel]")].at(-1)?.focus());
    },
  },
};
