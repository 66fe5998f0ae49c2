// @ts-check
import { caret, kept } from "keeping";

export default {
  mixins: [kept],
  emits: ["enter"],
  props: { rows: Number, grows: Boolean, kind: String, mode: String, language: String },
  template: `
    <div class="pp-field">
      <label class="pp-label" :for="field">{{ label }}</label>
      <p v-if="hint" class="pp-hint" :id="field + '-hint'">{{ hint }}</p>
      <textarea v-if="grows || rows > 1" class="pp-input" :class="{ 'pp-grows': grows }" :id="field" :rows="rows" :value="now" autocomplete="off"
        :dir="now ? 'auto' : null" :lang="language" :aria-describedby="described" :aria-invalid="state === 'refused' || null"
        :data-kept="name" @input="change($event.target.value)" @blur="flush" @keydown.enter="enter"></textarea>
      <input v-else class="pp-input" :id="field" :type="kind || 'text'" :inputmode="mode || null" :value="now"
        autocomplete="off" :dir="now && !kind ? 'auto' : null" :lang="language" :aria-describedby="described"
        :aria-invalid="state === 'refused' || null" :data-kept="name"
        @input="change($event.target.value)" @blur="flush" @keydown.enter="enter">
      <p class="pp-status" :id="field + '-status'" role="status" :data-state="state">{{ sentence }}</p>
    </div>`,
  mounted() {
    const field = this.$el.querySelector(".pp-input");
    if (caret?.name === this.name && !caret.isUsed) {
      caret.isUsed = true;
      field.focus();
      if (caret.at !== null) field.setSelectionRange(caret.at, caret.at);
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
    enter(event) {
      if (this.rows > 1 || event.isComposing) return;
      event.preventDefault();
      this.flush();
      this.$emit("enter");
    },
    focus(on = "") {
      const field = this.$el.querySelector(".pp-input");
      field.focus();
      const at = on ? field.value.indexOf(on) : -1;
      if (at >= 0) field.setSelectionRange(at, at + on.length);
    },
  },
};
