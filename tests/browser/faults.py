"""A browser whose database fails: its own answers, from below our code."""

REFUSES = """() => {
  IDBFactory.prototype.open = () => { throw new DOMException("no storage here", "SecurityError"); };
}"""
FAILS_AT = """(at) => {
  const { put, add } = IDBObjectStore.prototype;
  let left = at;
  const failing = (real) => function (...values) {
    if (--left <= 0) throw new DOMException("the disk is gone", "UnknownError");
    return real.apply(this, values);
  };
  IDBObjectStore.prototype.put = failing(put);
  IDBObjectStore.prototype.add = failing(add);
  window.heal = () => Object.assign(IDBObjectStore.prototype, { put, add });
  window.isBroken = () => left <= 0;
}"""
