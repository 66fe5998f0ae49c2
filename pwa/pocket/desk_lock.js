// @ts-check
/** A page for sitting down locks as the phone's page does: when nobody used it for the time that the owner chose. */

import { hasLock, stayOpen, watch } from "./pin.js";
import "./proving.js";
import { bringDraftsBack, sealDrafts } from "./sealed_drafts.js";

const SEAL_MS = 1_000;

hasLock();
watch({ seconds: Number(new URL(import.meta.url).searchParams.get("seconds")), renew: stayOpen });

// Fields that stand there already read what is kept when they are made.
void bringDraftsBack().then((isBack) => isBack && location.reload());
const seal = () => void sealDrafts();
addEventListener("input", () => setTimeout(seal));
setInterval(seal, SEAL_MS);
