"""Serving a page that is made with Gradio: everything it offers beyond the page itself is switched off."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Callable

import gradio as gr
from fastapi import FastAPI

from ui.web.rendering import static_text
from ui.web.theme import desk_theme


def mount_gradio(app: FastAPI, build: Callable[[], gr.Blocks], *, texts: gr.I18n, head: str) -> None:
    """Build a page and serve it at `/` of an app; routes that are already there go first."""

    async def mount() -> None:
        _mount(app, build(), texts, head)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(mount())  # where no event loop runs, Gradio opens a dozen and never closes them
    else:
        _mount(app, build(), texts, head)


def styles(*names: str) -> str:
    """A `<style>` for the head of a page, with the colours and the styles all pages share before its own.

    Handed to Gradio as `css`, styles would be rewritten to rules that match nothing.
    """
    shared = ("tokens.css", "documents.css", "gradio.css")
    return f"<style>{''.join(static_text(name) for name in (*shared, *names))}</style>"


def _mount(app: FastAPI, page: gr.Blocks, texts: gr.I18n, head: str) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "SSR mode is not supported")  # said of several pages even where SSR is off
        gr.mount_gradio_app(
            app,
            page,
            path="/",
            i18n=texts,
            theme=desk_theme(),
            head=head,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            show_error=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            max_file_size="1kb",  # files never come through Gradio
        )
