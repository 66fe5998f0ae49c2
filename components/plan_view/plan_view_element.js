// @ts-check
import { drawCopy } from "plan_copy";
import { draw } from "plan_view";

const asked = new Map();

/** A file of this version never changes while the page is open; the plan itself is asked for each time. */
function once(address) {
  if (!asked.has(address)) asked.set(address, load(address));
  return asked.get(address);
}

async function load(address) {
  const reply = await fetch(address, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  return reply.json();
}

/** A drawing that is a whole page elsewhere: this page has its own bar and main part. All words in it are escaped. */
const asPart = (html) => html.replace(/<(\/?)(?:main|header)(?=[ >])/g, "<$1div");

/** The plan as a phone shows it, in a shadow root so that nothing else on the page reaches its looks. */
export default {
  props: { plan: null, sections: null, catalogue: null, lines: null, phrases: String, pictures: String, styles: Array, language: String, count: Number, isCopy: Boolean },
  template: `<div class="pp-plan-view"></div>`,
  watch: {
    count() {
      this.show();
    },
  },
  mounted() {
    const root = this.$el.attachShadow({ mode: "open" });
    for (const href of this.styles) {
      root.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
    }
    this.place = root.appendChild(document.createElement("div"));
    this.show();
  },
  methods: {
    async show() {
      const turn = (this.turn = (this.turn ?? 0) + 1);
      const facts = [this.sections, this.catalogue, this.lines].map((fact) =>
        typeof fact === "string" ? once(fact) : fact,
      );
      const plan = typeof this.plan === "string" ? load(this.plan) : this.plan;
      try {
        const [own, sections, catalogue, lines] = await Promise.all([plan, ...facts]);
        const isOther = this.isCopy && own.language !== catalogue.language;
        const phrases = isOther ? await once(this.phrases).catch(() => null) : null;
        if (turn !== this.turn) return;
        const hour = new Date().getHours();
        this.place.innerHTML = this.isCopy
          ? asPart(drawCopy(own, sections, catalogue, { lines, phrases }))
          : draw(own, sections, catalogue, { view: "preview", lines, hour, language: this.language, pictures: this.pictures });
      } catch {
        // No line to the server: the last drawing stays, and the page says so elsewhere.
      }
    },
  },
};
