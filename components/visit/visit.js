// @ts-check
import { hasLine } from "keeping";

/** Keeps the step of a page in its address, and tells the time zone. */
export default {
  props: { step: String },
  emits: ["step", "zone"],
  template: `<span hidden></span>`,
  mounted() {
    this.named = () => new URL(location.href).searchParams.get("step") ?? "";
    this.went = () => this.$emit("step", this.named());
    addEventListener("popstate", this.went);
    document.addEventListener("click", pressed, true);
    this.$emit("zone", Intl.DateTimeFormat().resolvedOptions().timeZone ?? "");
  },
  unmounted() {
    removeEventListener("popstate", this.went);
    document.removeEventListener("click", pressed, true);
  },
  watch: {
    step(step) {
      if (step !== this.named()) history.pushState(null, "", `?step=${encodeURIComponent(step)}`);
    },
  },
};

/** @param {MouseEvent} event */
function pressed(event) {
  const button = event.target instanceof Element && event.target.closest("main button");
  if (!button) return;
  // Not every phone takes the caret out of a field when a button is tapped; fields save when it leaves them.
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.blur();
  // Taps made without a line would all come at once when it is back, long after they were meant.
  if (!hasLine()) event.stopImmediatePropagation();
}
