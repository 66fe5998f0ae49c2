// @ts-check
import { arrived, caret, waiting, watchLine } from "keeping";

/** Tells the page what waits in this tab for fields that it does not show, such as after a reload. */
export default {
  props: { start: String, arrived: Object, looks: Number },
  emits: ["found", "brought"],
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
    this.brought = waiting(this.start);
    this.unwatch = watchLine((isThere) => isThere && this.look());
  },
  unmounted() {
    this.unwatch();
  },
  methods: {
    look() {
      if (this.brought.length) this.$emit("brought", { all: this.brought });
      this.brought = [];
      const all = waiting(this.start);
      const at = caret && !caret.isUsed && caret.name.startsWith(this.start) ? caret.name : null;
      if (all.length || at) this.$emit("found", { all, caret: at });
    },
  },
};
