// @ts-check
/** Where something stands that two talk about, and what each says. */
const BothSides = {
  props: { entry: Object, language: String },
  template: `
    <div class="pp-sides">
      <p class="pp-standing">{{ entry.standing }}</p>
      <p v-for="words in entry.before" dir="auto">{{ words }}</p>
      <dl class="pp-both">
        <div v-for="side in entry.sides" class="pp-side" :class="{ 'pp-side-open': !side.isAgreed }">
          <dt>{{ side.label }}<template v-if="side.name"> · <bdi :lang="language">{{ side.name }}</bdi></template></dt>
          <dd><strong>{{ side.says }}</strong><p v-if="side.note" :lang="language" dir="auto">{{ side.note }}</p><p v-if="side.told" class="pp-note">{{ side.told }}</p></dd>
        </div>
      </dl>
    </div>`,
};

/** The rows of a section: read, put in order, opened one at a time. An open row shows the slot `open-<id>`. */
export default {
  components: { BothSides },
  props: { entries: Array, words: Object, isAway: Boolean, isSorted: Boolean, language: String },
  emits: ["act"],
  template: `
    <ul class="pp-rows">
      <li v-for="(entry, at) in entries" :key="entry.id" class="pp-card pp-row" :data-entry="entry.id"
        @keydown.alt.up.prevent="move(entry, 'up')" @keydown.alt.down.prevent="move(entry, 'down')">
        <template v-if="entry.open"><slot :name="'open-' + entry.id"></slot></template>
        <template v-else>
          <p v-if="entry.over" class="pp-row-over">{{ entry.over }}</p>
          <p class="pp-row-text" :lang="entry.language || language" dir="auto">{{ entry.text }}</p>
          <p v-for="note in entry.notes" class="pp-note" dir="auto">{{ note }}</p>
          <both-sides v-if="entry.sides" :entry="entry" :language="language"></both-sides>
          <details v-if="entry.parts" class="pp-fold">
            <summary class="pp-fold-head" :aria-label="say('readLabel', entry)">{{ words.read }}</summary>
            <dl class="pp-row-parts">
              <div v-for="part in entry.parts" :class="part.isVoice && 'pp-row-voice'">
                <dt>{{ part.label }}</dt>
                <dd class="pp-row-text" :lang="entry.language || language" dir="auto">{{ part.text }}</dd>
                <dd v-for="note in part.notes" class="pp-note" dir="auto">{{ note }}</dd>
              </div>
            </dl>
          </details>
          <p v-if="entry.onlyMe" class="pp-mark">{{ words.onlyMe }}</p>
          <div v-if="entry.rivals.length" class="pp-told" role="group" :aria-label="words.which">
            <p><strong>{{ words.which }}</strong></p>
            <div v-for="version in entry.rivals" class="pp-rival">
              <p class="pp-row-text" :lang="version.language || language" dir="auto">{{ version.text }}</p>
              <p v-for="note in version.notes" class="pp-note" dir="auto">{{ note }}</p>
              <both-sides v-if="version.sides" :entry="version" :language="language"></both-sides>
              <button type="button" class="pp-button" :aria-label="say('thisOneLabel', version)"
                @click="act(entry, 'pick', version.revision)">{{ words.thisOne }}</button>
            </div>
          </div>
          <div v-for="offer in isAway ? [] : entry.offers" class="pp-told" role="group" :aria-label="offer.said">
            <p><strong>{{ offer.said }}</strong></p>
            <p class="pp-row-text" dir="auto">{{ offer.text }}</p>
            <div class="pp-buttons">
              <button v-for="[name, deed] in answers" type="button" class="pp-button"
                :aria-label="say(name + 'Label', offer)" @click="act(entry, deed, offer.revision)">{{ words[name] }}</button>
            </div>
          </div>
          <div class="pp-buttons">
            <template v-if="isAway">
              <button type="button" class="pp-button" :aria-label="say('bringBackLabel', entry)"
                @click="act(entry, 'bring_back')">{{ words.bringBack }}</button>
              <button type="button" class="pp-button pp-button-danger" :aria-label="say('deleteLabel', entry)"
                @click="act(entry, 'delete')">{{ words.delete }}</button>
            </template>
            <template v-else>
              <button v-if="entry.canTick" type="button" class="pp-button" :aria-label="say('tickLabel', entry)"
                @click="act(entry, 'tick')">{{ words.tick }}</button>
              <button type="button" class="pp-button" data-focus="open"
                :aria-label="say(entry.isTheirs ? 'theirsLabel' : 'changeLabel', entry)"
                @click="act(entry, 'open')">{{ entry.isTheirs ? words.theirs : words.change }}</button>
              <button v-if="canMove" type="button" class="pp-button" data-focus="up"
                :aria-label="say('upLabel', entry)" :aria-disabled="at === 0 || null" aria-keyshortcuts="Alt+ArrowUp"
                @click="move(entry, 'up')">{{ words.up }}</button>
              <button v-if="canMove" type="button" class="pp-button" data-focus="down"
                :aria-label="say('downLabel', entry)" :aria-disabled="at === entries.length - 1 || null"
                aria-keyshortcuts="Alt+ArrowDown" @click="move(entry, 'down')">{{ words.down }}</button>
            </template>
          </div>
        </template>
      </li>
    </ul>`,
  data: () => ({ answers: [["take", "take"], ["takeOpen", "take_open"], ["leave", "leave"]] }),
  computed: {
    canMove() {
      return this.entries.length > 1 && !this.isSorted;
    },
  },
  methods: {
    say(name, { text }) {
      const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
      return this.words[name].replace("{words}", () => short);
    },
    act(entry, act, detail = null) {
      this.$emit("act", { id: entry.id, act, detail });
    },
    move(entry, act) {
      const at = this.entries.indexOf(entry);
      const isEnd = act === "up" ? at === 0 : at === this.entries.length - 1;
      if (isEnd || this.isAway || this.isSorted || entry.open) return;
      this.moved = { id: entry.id, act };
      this.act(entry, act);
    },
    row(id) {
      return this.$el.querySelector(`[data-entry="${CSS.escape(id)}"]`);
    },
  },
  watch: {
    entries(now, before) {
      const opened = now.find((entry) => entry.open && !before.some((old) => old.id === entry.id && old.open));
      const closed = before.find((old) => old.open && now.some((entry) => entry.id === old.id && !entry.open));
      this.$nextTick(() => {
        if (opened) this.row(opened.id)?.querySelectorAll("input, textarea, select")[opened.open - 1]?.focus();
        else if (closed) this.row(closed.id)?.querySelector('[data-focus="open"]')?.focus();
        else if (this.moved) this.row(this.moved.id)?.querySelector(`[data-focus="${this.moved.act}"]`)?.focus();
        this.moved = null;
      });
    },
  },
};
