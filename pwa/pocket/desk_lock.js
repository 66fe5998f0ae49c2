// @ts-check
/** A page for sitting down locks as the phone's page does: when nobody used it for the time that the owner chose. */

import { forget, lockServer, watch } from "./pin.js";
import "./proving.js";
import { send } from "./requests.js";

const seconds = Number(new URL(import.meta.url).searchParams.get("seconds"));

watch({
  seconds,
  locked: () => {
    forget();
    void lockServer();
    location.replace("/");
  },
  renew: () => void send("/api/plans/mine/unlock", {}).catch(() => undefined),
});
