"""The chat page: what is where, and which handler is called when."""

from __future__ import annotations

from typing import Any

import gradio as gr
from fastapi import FastAPI

from assistant.domain.answers import Language
from assistant.domain.profile import CompanyProfile
from ui.labels import STAFF, Labels, all_labels
from ui.web.chat_desk import ChatDesk
from ui.web.company_profile import choices, told_profile
from ui.web.conversation import Conversation
from ui.web.gradio_mounting import mount_gradio, styles
from ui.web.rendering import render, static_text

SIMULTANEOUS_ANSWERS = 40
THREADS = 80
"""Twice the answers, so that stopping and starting over never wait for an answer."""
EXAMPLES = ("start", "cost", "factory", "food", "rules", "seoul")
"""The situations of the example questions, as named in `labels.yml`."""


def mount_chat_page(app: FastAPI, desk: ChatDesk) -> None:
    """Serve the chat page at `/`. Routes that are already on the app go first; this one takes all the others."""
    texts = _translations()
    head = f"{styles('chat.css')}<script>{static_text('chat.js')}</script>"
    mount_gradio(app, lambda: _page(desk, texts), texts=texts, head=head)


def _translations() -> gr.I18n:
    """Every label for visitors and the fixed parts of the page in both languages; the browser picks."""
    by_language = {}
    for language in Language:
        labels = Labels(language)
        texts = {name: labels(name) for name in all_labels() if not name.startswith(STAFF)}
        texts["header"] = render("header.html", labels)
        texts["welcome"] = render("welcome.html", labels, examples=EXAMPLES)
        texts["profile"] = render("profile.html", labels, fields=choices())
        texts["hint"] = render("hint.html", labels)
        by_language[str(language)] = texts
    return gr.I18n(**by_language)


def _page(desk: ChatDesk, text: gr.I18n) -> gr.Blocks:
    page = gr.Blocks(title=Labels(Language.KOREAN)("page_title"), analytics_enabled=False, fill_width=True)
    with page:
        conversation = gr.State(Conversation())
        profile = gr.State(CompanyProfile())
        with gr.Row(elem_id="ax-header"):
            _html(text("header"))
            new = gr.Button(text("new_consultation"), elem_id="ax-new", size="sm")
        with gr.Column(elem_id="ax-desk"):
            welcome = _html(text("welcome"), elem_id="ax-welcome", js_on_load=_EXAMPLE_CHOSEN)
            past = _html(elem_id="ax-past")
            live = _html(elem_id="ax-live", js_on_load=_QUESTION_TAPPED)
            evidence = _html(elem_id="ax-evidence")
        with gr.Column(elem_id="ax-ask"):
            told = _html(text("profile"), elem_id="ax-profile", js_on_load=_PROFILE_TOLD)
            with gr.Row(elem_id="ax-ask-row"):
                question = _question_box(text)
                send = gr.Button(text("send"), elem_id="ax-send", variant="primary")
                stop = gr.Button(text("stop"), elem_id="ax-stop", visible=False)
            _html(text("hint"))
            status = _html(elem_id="ax-status")
        screen = [conversation, welcome, past, live, evidence, status, question, send, stop]
        asked = gr.on([question.submit, send.click], desk.ask, [question, conversation, profile], screen, **_QUIET)
        chosen = welcome.click(desk.ask_example, [conversation, profile], screen, **_QUIET)
        tapped = live.click(desk.ask_tapped, [conversation, profile], screen, **_QUIET)
        told.click(told_profile, None, profile, **_QUIET)
        stop.click(desk.stop, [conversation], screen, cancels=[asked, chosen, tapped], **_QUIET)
        new.click(desk.start_over, None, screen, cancels=[asked, chosen, tapped], **_QUIET)
    page.max_threads = THREADS
    page.queue(default_concurrency_limit=SIMULTANEOUS_ANSWERS)
    return page


def _html(value: gr.i18n.I18nData | None = None, **options: Any) -> gr.HTML:
    """HTML from our templates, without the text styles Gradio would add."""
    return gr.HTML(value, apply_default_css=False, **options)


def _question_box(text: gr.I18n) -> gr.Textbox:
    return gr.Textbox(
        label=text("question_label"),
        placeholder=text("question_placeholder"),
        elem_id="ax-question",
        max_lines=6,
        container=False,
    )


_QUIET: dict[str, Any] = {
    "show_progress": "hidden",  # the page tells its progress itself
    "api_visibility": "private",  # programs use `/api`
    "trigger_mode": "multiple",  # `chat.js` ignores what comes too early; Gradio would also lose a quick next question
}

_EXAMPLE_CHOSEN = """
element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-example]");
  if (chosen) trigger("click", { example: chosen.dataset.example });
});
"""

_QUESTION_TAPPED = """
element.addEventListener("click", (event) => {
  const tapped = event.target.closest("[data-ask]");
  if (tapped) trigger("click", { ask: tapped.dataset.ask });
});
"""

_PROFILE_TOLD = """
const tell = () => {
  const chosen = [...element.querySelectorAll("select")].filter((field) => field.value);
  const told = element.querySelector(".ax-profile-told");
  told.textContent = chosen.map((field) => field.selectedOptions[0].text).join(", ") || told.dataset.none;
  element.querySelector(".ax-profile").classList.toggle("is-told", chosen.length > 0);
  trigger("click", Object.fromEntries(chosen.map((field) => [field.name, field.value])));
};
element.addEventListener("change", tell);
element.addEventListener("click", (event) => {
  if (!event.target.closest(".ax-profile-clear")) return;
  for (const field of element.querySelectorAll("select")) field.value = "";
  tell();
});
"""
