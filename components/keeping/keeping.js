// @ts-check
/** Keeps what a person typed in this tab until the server has answered that it has exactly that. */

const PAUSE_MS = 800;
const AGAIN_MS = [4000, 8000, 16000, 30000];
const KNOWN = 6;
const SITTING_MS = 60_000;
const PREFIX = "kept:";

// The page is being hidden or locked: what it still sends must not lie in the tab again.
let isLeft = false;
addEventListener("left", () => (isLeft = true));

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Forbidden storage holds nothing to forget.
  }
}

/** Where the caret stood when the page was left by a reload: a dropped line must not take it from someone who types. */
export const caret = read("caret");
forget("caret");

/** @returns {{name: string, value: any, known: any[]}[]} all that waits in this tab under names that begin so */
export function waiting(start) {
  return Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX + start))
    .map((key) => ({ name: key.slice(PREFIX.length), ...read(key) }));
}

/** The server has what waited under this name, unless more was typed since. */
export function arrived(name, value) {
  if (same(read(PREFIX + name)?.value, value)) forget(PREFIX + name);
}

export function hasLine() {
  return Boolean(window.socket?.connected && window.did_handshake);
}

/** Calls `changed(isThere)` when the line to the server comes or goes; returns a function that stops it. */
export function watchLine(changed) {
  let socket = null;
  const came = () => setTimeout(() => changed(hasLine()), 0);
  const went = () => changed(false);
  const find = () => {
    if (!window.socket) return (timer = setTimeout(find, 20));
    socket = window.socket;
    socket.on("connect", came);
    socket.on("disconnect", went);
    if (socket.connected) came();
  };
  let timer = setTimeout(find, 0);
  addEventListener("offline", went);
  addEventListener("online", came);
  return () => {
    clearTimeout(timer);
    removeEventListener("offline", went);
    removeEventListener("online", came);
    socket?.off("connect", came);
    socket?.off("disconnect", went);
  };
}

export class Keeping {
  /**
   * @param {string} name stable name of the field, the same after a reload; empty: the tab keeps nothing of it
   * @param {(save: {token: number, value: any, known: any[], goesOn: boolean}) => void} emit sends to the server
   * @param {(state: string, sentence?: string) => void} show says `saving`, `saved`, `kept` or `refused`
   * @param {boolean} [isDraft] the server only listens: nothing is kept there, so the tab goes on keeping it
   */
  constructor(name, emit, show, isDraft = false) {
    this.isDraft = isDraft;
    this.key = name && PREFIX + name;
    this.emit = emit;
    this.show = show;
    this.token = 0;
    this.tries = 0;
    this.isPending = false;
    this.isSent = false;
    // One sitting is typing without leaving the field: its saves on the way are pauses, the last is a finished text.
    this.sitting = 0;
    this.sentIn = -1;
    this.savedIn = -1;
    this.typedAt = 0;
    this.leave = () => this.flush();
  }

  /** @returns what the field shows: what was kept here, or else what the server has */
  start(value) {
    const kept = read(this.key);
    this.value = value;
    this.known = [value];
    if (kept && same(kept.value, value)) forget(this.key);
    else if (kept) {
      this.value = kept.value;
      this.known = kept.known;
      this.isPending = true;
      this.show("kept");
    }
    addEventListener("pagehide", this.leave);
    this.unwatch = watchLine((isThere) => this.line(isThere));
    return this.value;
  }

  stop() {
    this.flush();
    clearTimeout(this.timer);
    removeEventListener("pagehide", this.leave);
    this.unwatch?.();
  }

  line(isThere) {
    if (!this.isPending) return;
    if (isThere) this.send();
    else this.show("kept");
  }

  typed(value, pause = PAUSE_MS) {
    if (pause === 0 || Date.now() - this.typedAt > SITTING_MS) this.sitting += 1;
    this.typedAt = Date.now();
    this.value = value;
    this.isPending = true;
    this.isSent = false;
    this.tries = 0;
    this.write();
    this.show(hasLine() ? "saving" : "kept");
    this.later(pause);
  }

  flush() {
    if (this.isPending && !this.isSent) this.send();
    this.sitting += 1;
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  send() {
    clearTimeout(this.timer);
    if (!this.isPending || !hasLine()) return;
    if (this.isSent) this.show("kept");
    this.isSent = true;
    this.token += 1;
    const goesOn = this.savedIn === this.sitting;
    this.sentIn = this.sitting;
    this.emit({ token: this.token, value: this.value, known: [...this.known], goesOn });
    // The answer may get lost after the server has saved: what was sent may be what it holds.
    this.known = [this.known[0], ...this.known.slice(1).slice(2 - KNOWN), this.value];
    this.write();
    this.later(AGAIN_MS[Math.min(this.tries++, AGAIN_MS.length - 1)]);
  }

  /** @param {{token: number, state: string, sentence: string, value: any}} answer what the server says to one save */
  answer({ token, state, sentence, value }) {
    if (token !== this.token || !this.isPending) return;
    if (state === "saved") {
      this.known = [value];
      this.savedIn = this.sentIn;
    }
    if (!this.isSent) return this.write();
    if (state === "kept") return this.show("kept", sentence);
    clearTimeout(this.timer);
    if (state === "saved" || this.isEmpty()) {
      this.isPending = false;
      if (!this.isDraft) forget(this.key);
    }
    this.show(state, sentence);
  }

  isEmpty() {
    return typeof this.value === "string" && this.value.trim() === "";
  }

  write() {
    if (!this.key || isLeft) return;
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ value: this.value, known: this.known }));
    } catch {
      // Storage is full or forbidden: the field itself still holds the words.
    }
  }
}

/** What every kept Vue component shares: the status sentence and the way to the server. */
export const kept = {
  props: { name: String, value: null, words: Object, answer: Object, put: Object, label: String, hint: String, draft: Boolean, fleeting: Boolean },
  emits: ["save"],
  data() {
    return { now: this.value, state: "", sentence: "" };
  },
  computed: {
    field() {
      return `${this.$attrs.id}-field`;
    },
    described() {
      return [this.hint && `${this.field}-hint`, `${this.field}-status`].filter(Boolean).join(" ");
    },
  },
  watch: {
    answer(answer) {
      if (answer) this.keeping.answer(answer);
    },
    put(put, before) {
      // Each update of the element brings all of it again.
      if (put && put.count !== before?.count) this.change(put.value, 0);
    },
    value(value) {
      if (!this.keeping.isPending) {
        this.now = value;
        this.keeping.value = value;
        this.keeping.known = [value];
      }
    },
  },
  beforeMount() {
    this.keeping = new Keeping(
      this.fleeting ? "" : this.name,
      (save) => this.$emit("save", save),
      (state, sentence) => {
        this.state = state;
        this.sentence = sentence || this.words[state] || "";
      },
      this.draft,
    );
    this.now = this.keeping.start(this.value);
  },
  beforeUnmount() {
    this.keeping.stop();
  },
  methods: {
    change(value, pause) {
      this.now = value;
      this.keeping.typed(value, pause);
    },
    flush() {
      this.keeping.flush();
    },
  },
};
