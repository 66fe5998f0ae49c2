// @ts-check
import { drawPaper, flow } from "plan_paper";

async function load(address) {
  const reply = await fetch(address, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  return reply.json();
}

/** What differs between the layout of a screen and that of a printer. */
const SLACK = 0.99;

/** A plan as it will print, in a shadow root as `plan_view_element.js`: drawn once to be measured, then as it fits. */
export default {
  props: { plan: String, sections: Array, catalogue: String, later: String, lines: Object, styles: Array, options: Object, count: Number },
  template: `<div class="pp-paper-view"></div>`,
  watch: {
    options() {
      this.show();
    },
    count() {
      this.load().then(() => this.show());
    },
  },
  async mounted() {
    const root = this.$el.attachShadow({ mode: "open" });
    const links = this.styles.map((href) => Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
    const loaded = links.map((link) => new Promise((done) => (link.onload = link.onerror = done)));
    root.append(...links);
    this.place = root.appendChild(document.createElement("div"));
    this.place.addEventListener("click", ({ target }) => target.closest("[data-act=print]") && window.print());
    this.watcher = new ResizeObserver(() => this.fit());
    await Promise.all([this.load(), ...loaded]);
    this.show();
    this.watcher.observe(this.$el);
  },
  beforeUnmount() {
    this.watcher?.disconnect();
  },
  methods: {
    async load() {
      try {
        const [plan, catalogue, later] = await Promise.all([this.plan, this.catalogue, this.later].map(load));
        this.given = [plan, { ...catalogue, messages: { ...catalogue.messages, ...later } }];
      } catch {
        // No line to the server: the page says so elsewhere.
      }
    },
    show() {
      if (!this.given) return;
      const focused = this.place.contains(this.$el.shadowRoot.activeElement);
      this.draw();
      const [box] = this.place.querySelectorAll(".pp-flow");
      const pieces = [...box.children].map((one) => ({
        key: one.dataset.piece,
        height: one.getBoundingClientRect().height,
        isHead: "head" in one.dataset,
      }));
      this.draw(flow(pieces, this.room(box) * SLACK, this.options));
      if (focused) this.place.querySelector("[data-act=print]").focus();
      this.fit();
    },
    draw(laid) {
      const [plan, catalogue] = this.given;
      this.place.innerHTML = drawPaper(plan, this.sections, catalogue, { ...this.options, lines: this.lines, laid });
    },
    /** The height of an empty box, in the unit that the pieces are measured in. */
    room(box) {
      box.style.blockSize = "var(--room)";
      return box.getBoundingClientRect().height;
    },
    fit() {
      const paper = this.place.querySelector(".pp-paper");
      if (!paper) return;
      const scale = Math.min(1, this.$el.clientWidth / paper.offsetWidth);
      this.place.style.setProperty("--paper-scale", String(scale));
      this.place.style.setProperty("--paper-height", `${Math.ceil(paper.offsetHeight * scale)}px`);
    },
  },
};
