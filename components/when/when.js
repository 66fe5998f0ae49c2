// @ts-check
import { kept } from "keeping";

/** Digits as a calendar counts with them, whichever a keyboard has: Arabic, Persian or Latin ones. */
const latin = (text) => text.replace(/[٠-٩۰-۹]/g, (one) => String(one.charCodeAt(0) & 15));
const two = (number) => String(number).padStart(2, "0");

export default {
  mixins: [kept],
  props: { months: Array },
  template: `
    <fieldset class="pp-field pp-choices" :aria-describedby="field + '-status'">
      <legend class="pp-label">{{ label }}</legend>
      <div class="pp-when">
        <div><label class="pp-hint" :for="field">{{ words.year }}</label>
          <input class="pp-input" :id="field" inputmode="numeric" autocomplete="off" dir="ltr" size="6" :value="parts[0]"
            :aria-invalid="state === 'refused' || null" :data-kept="name" @input="year($event.target.value)" @blur="flush"></div>
        <div><label class="pp-hint" :for="field + '-month'">{{ words.month }}</label>
          <select class="pp-input" :id="field + '-month'" :value="parts[1]" @change="month($event.target.value)">
            <option value="">{{ words.none }}</option>
            <option v-for="(words, at) in months" :key="at" :value="pad(at + 1)">{{ words }}</option>
          </select></div>
        <div v-if="parts[1]"><label class="pp-hint" :for="field + '-day'">{{ words.day }}</label>
          <select class="pp-input" :id="field + '-day'" :value="parts[2]" @change="day($event.target.value)">
            <option value="">{{ words.none }}</option>
            <option v-for="at in 31" :key="at" :value="pad(at)">{{ at }}</option>
          </select></div>
      </div>
      <p class="pp-status" :id="field + '-status'" role="status" :data-state="state">{{ sentence }}</p>
    </fieldset>`,
  computed: {
    parts() {
      const [year, month = "", day = ""] = (this.now ?? "").split("-");
      return [year, month, day];
    },
  },
  methods: {
    pad: two,
    set(parts, pause) {
      this.change(parts.join("-").replace(/-+$/, ""), pause);
    },
    year(typed) {
      this.set([latin(typed).replaceAll("-", ""), this.parts[1], this.parts[2]]);
    },
    month(month) {
      this.set([this.parts[0], month, month && this.parts[2]], 0);
    },
    day(day) {
      this.set([this.parts[0], this.parts[1], day], 0);
    },
  },
};
