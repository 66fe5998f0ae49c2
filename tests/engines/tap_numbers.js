// Opens every fold of the plan and notes where a tap on a link that calls or writes leads, without ringing anyone.
for (const fold of document.querySelectorAll("#plan details:not(.pp-languages)")) fold.open = true;
if (!window.led) {
  // At the window, a tap that the page has taken for itself is known by now.
  window.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='tel:'], a[href^='sms:']");
    if (!link) return;
    if (!event.defaultPrevented) window.led.push(link.getAttribute("href"));
    event.preventDefault();
  });
}
window.led = [];
return [...document.querySelectorAll("#plan a[href^='tel:'], #plan a[href^='sms:']")];
