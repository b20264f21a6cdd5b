// The small behaviours of the chat page: sending with Enter (also while composing Hangul), citations that lead to their
// evidence, copying, unfolding, and keeping the reader's place. Everything else is done by the server.
(() => {
  const ask = () => document.querySelector("#ax-question textarea");
  const liveTurn = () => document.querySelector("#ax-live .ax-turn");

  // One question at a time: what is sent while an answer is being made, or until the page shows what was sent, is ignored.
  const PATIENCE_MS = 5000;
  let sent = null; // when, and which turn was shown then
  const isAnswering = () => Boolean(document.querySelector("#ax-live .ax-stages"));
  const isUnderWay = () => sent !== null && Date.now() - sent.at < PATIENCE_MS;
  const maySend = () => {
    if (isAnswering() || isUnderWay()) return false;
    sent = { at: Date.now(), turn: liveTurn()?.id };
    return true;
  };

  const swallow = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  window.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== ask()) return;
    if (event.isComposing || event.keyCode === 229) {
      event.stopImmediatePropagation(); // Enter ends the syllable here; it does not send.
    } else if (!event.shiftKey && (event.repeat || !ask().value.trim() || !maySend())) {
      swallow(event);
    }
  }, true);

  window.addEventListener("click", (event) => {
    const sends = event.target.closest("#ax-send, [data-example], [data-ask]");
    if (sends && ((sends.id === "ax-send" && !ask()?.value.trim()) || !maySend())) swallow(event);
  }, true);

  // What the reader unfolded stays unfolded when the page is updated.
  const unfolded = new Set();
  const keepUnfolded = () => {
    for (const section of document.querySelectorAll(".ax-evidence")) {
      const open = unfolded.has(section.id);
      if (section.classList.contains("is-open") !== open) section.classList.toggle("is-open", open);
      section.querySelector(".ax-unfold")?.setAttribute("aria-expanded", String(open));
    }
    for (const details of document.querySelectorAll("details[id]")) {
      if (unfolded.has(details.id) && !details.open) details.open = true;
    }
  };
  const setUnfolded = (id, open) => {
    if (open) unfolded.add(id);
    else unfolded.delete(id);
    keepUnfolded();
  };

  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const goTo = (element, block) => {
    element.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });
    element.focus({ preventScroll: true });
    element.classList.remove("is-flashing");
    void element.offsetWidth; // lets the flash begin again
    element.classList.add("is-flashing");
  };

  const goToCard = (id) => {
    const card = document.getElementById(id);
    if (!card) return;
    setUnfolded(card.closest(".ax-evidence").id, true);
    goTo(card, "nearest");
  };

  const copy = async (button) => {
    const label = button.textContent;
    try {
      await writeToClipboard(button.dataset.copy);
      button.textContent = button.dataset.done;
    } catch {
      button.textContent = button.dataset.failed;
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  };

  const writeToClipboard = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("copy");
  };

  const putBack = (question) => {
    const box = ask();
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    if (at("a.ax-skip")) {
      event.preventDefault();
      ask()?.focus();
    } else if (at("a.ax-chip")) {
      event.preventDefault();
      const chip = at("a.ax-chip");
      const back = chip.dataset.back;
      const target = back && document.querySelector(`.ax-answer a[href="#${back}"]`);
      if (target) goTo(target, "center");
      else if (!back) goToCard(chip.getAttribute("href").slice(1));
    } else if (at(".ax-unfold")) {
      const section = at(".ax-evidence");
      setUnfolded(section.id, !unfolded.has(section.id));
    } else if (at(".ax-copy")) {
      copy(at(".ax-copy"));
    } else if (at(".ax-again")) {
      putBack(at(".ax-again").dataset.question);
      ask().focus();
    }
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.id && event.target.open) unfolded.add(event.target.id);
    else if (event.target.isConnected) unfolded.delete(event.target.id);
  }, true);

  // A new question moves to the top, so that its answer grows below it; a question that failed goes back into the box.
  let shown = "";
  let kept = "";
  const follow = () => {
    const turn = liveTurn();
    if (sent && turn?.id !== sent.turn) sent = null;
    if (turn && turn.id !== shown) {
      shown = turn.id;
      setTimeout(() => turn.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" }), 80);
      if (document.activeElement === document.body) turn.querySelector(".ax-asked").focus({ preventScroll: true });
    }
    if (!turn) shown = "";
    const again = turn?.querySelector(".ax-again");
    if (again && kept !== turn.id) {
      kept = turn.id;
      if (ask() && !ask().value) putBack(again.dataset.question);
    }
    if (!again) kept = "";
  };

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      keepUnfolded();
      follow();
    });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["id", "open"] });

  // On phones the question box stays above the keyboard.
  const viewport = document.querySelector("meta[name=viewport]");
  if (viewport && !viewport.content.includes("interactive-widget")) viewport.content += ", interactive-widget=resizes-content";
})();
