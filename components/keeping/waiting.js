// @ts-check
import { arrived, caret, waiting, watchLine } from "keeping";

/** Tells the page what waits in this tab for fields that it does not show, such as after a reload. */
export default {
  props: { start: String, arrived: Object, looks: Number },
  emits: ["found"],
  template: `<span hidden></span>`,
  watch: {
    arrived(now, before) {
      if (now.count !== before?.count) now.all.forEach(({ name, value }) => arrived(name, value));
    },
    looks() {
      this.look();
    },
  },
  mounted() {
    this.unwatch = watchLine((isThere) => isThere && this.look());
  },
  unmounted() {
    this.unwatch();
  },
  methods: {
    look() {
      const all = waiting(this.start);
      const at = caret && !caret.isUsed && caret.name.startsWith(this.start) ? caret.name : null;
      if (all.length || at) this.$emit("found", { all, caret: at });
    },
  },
};
