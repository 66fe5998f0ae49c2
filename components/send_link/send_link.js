// @ts-check
/** A link and the ways to hand it on. */
export default {
  props: { link: String, words: Object },
  data: () => ({ said: "", canSend: Boolean(navigator.share) }),
  template: `
    <div>
      <p class="pp-label">{{ words.link }}</p>
      <p class="pp-address" dir="ltr" translate="no" data-link>{{ link }}</p>
      <div class="pp-buttons">
        <button v-if="canSend" type="button" class="pp-button" @click="send">{{ words.send }}</button>
        <button type="button" class="pp-button" @click="copy">{{ words.copy }}</button>
        <button type="button" class="pp-button" @click="print">{{ words.print }}</button>
      </div>
      <p class="pp-said" role="status">{{ said }}</p>
    </div>`,
  methods: {
    async send() {
      try {
        await navigator.share({ url: this.link });
      } catch {
        // Nothing was chosen to send it with.
      }
    },
    async copy() {
      try {
        await navigator.clipboard.writeText(this.link);
        this.said = this.words.copied;
      } catch {
        getSelection()?.selectAllChildren(this.$el.querySelector("[data-link]"));
        this.said = this.words.marked;
      }
    },
    print() {
      // Two codes may stand on one page: only the one beside this button is meant.
      const block = this.$el.closest(".pp-printable");
      block?.classList.add("pp-print");
      addEventListener("afterprint", () => block?.classList.remove("pp-print"), { once: true });
      print();
    },
  },
};
