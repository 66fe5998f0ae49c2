// @ts-check
/** A page for sitting down locks as the phone's page does: when nobody used it for the time that the owner chose. */

import { forget, lockServer, watch } from "./pin.js";
import { send } from "./requests.js";
import { bringDraftsBack, dropDrafts, sealDrafts } from "./sealed_drafts.js";

const SEAL_MS = 1_000;

const seconds = Number(new URL(import.meta.url).searchParams.get("seconds"));

watch({
  seconds,
  locked: () => {
    dropDrafts();
    forget();
    void lockServer();
    location.replace("/");
  },
  renew: () => void send("/api/plans/mine/unlock", {}).catch(() => undefined),
});

// Fields that stand there already read what is kept when they are made.
void bringDraftsBack().then((isBack) => isBack && location.reload());
const seal = () => void sealDrafts();
addEventListener("input", () => setTimeout(seal));
setInterval(seal, SEAL_MS);
