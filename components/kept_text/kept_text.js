// @ts-check
import { kept } from "keeping";

export default {
  mixins: [kept],
  props: { rows: Number, kind: String, mode: String },
  template: `
    <div class="pp-field">
      <label class="pp-label" :for="field">{{ label }}</label>
      <p v-if="hint" class="pp-hint" :id="field + '-hint'">{{ hint }}</p>
      <textarea v-if="rows > 1" class="pp-input" :id="field" :rows="rows" :value="now" autocomplete="off"
        :dir="now ? 'auto' : null" :aria-describedby="described" :aria-invalid="state === 'refused' || null"
        :data-kept="name" @input="change($event.target.value)" @blur="flush"></textarea>
      <input v-else class="pp-input" :id="field" :type="kind || 'text'" :inputmode="mode || null" :value="now"
        autocomplete="off" :dir="now && !kind ? 'auto' : null" :aria-describedby="described"
        :aria-invalid="state === 'refused' || null" :data-kept="name"
        @input="change($event.target.value)" @blur="flush" @keydown.enter="flush">
      <p class="pp-status" :id="field + '-status'" role="status" :data-state="state">{{ sentence }}</p>
    </div>`,
  mounted() {
    // A reload after a dropped line would take the caret from someone who is typing.
    const place = JSON.parse(sessionStorage.getItem("caret") ?? "null");
    const field = this.$el.querySelector(".pp-input");
    if (place?.name === this.name) {
      sessionStorage.removeItem("caret");
      field.focus();
      if (place.at !== null) field.setSelectionRange(place.at, place.at);
    }
    this.remember = () => {
      if (document.activeElement !== field) return;
      sessionStorage.setItem("caret", JSON.stringify({ name: this.name, at: field.selectionStart }));
    };
    addEventListener("pagehide", this.remember);
  },
  unmounted() {
    removeEventListener("pagehide", this.remember);
  },
  methods: {
    focus() {
      this.$el.querySelector(".pp-input").focus();
    },
  },
};
