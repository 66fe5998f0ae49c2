// @ts-check
import { watchLine } from "keeping";

/** Says calmly that the line to the server has dropped, and nothing while it holds. */
export default {
  props: { words: String, plan: String },
  data: () => ({ isGone: false }),
  template: `
    <div role="status" class="pp-line">
      <p v-if="isGone"><span>{{ words }}</span> <a class="pp-link" href="/">{{ plan }}</a></p>
    </div>`,
  mounted() {
    this.unwatch = watchLine((isThere) => {
      clearTimeout(this.timer);
      // A line that is back at once is not worth a word.
      if (isThere) this.isGone = false;
      else this.timer = setTimeout(() => (this.isGone = true), 1500);
    });
  },
  unmounted() {
    clearTimeout(this.timer);
    this.unwatch();
  },
};
