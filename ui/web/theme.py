"""How Gradio's own parts look; colours come from `static/tokens.css`, which the plain pages use too."""

from __future__ import annotations

from gradio.themes import Base

FONTS = ("Pretendard", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", "sans-serif")
"""System fonts only: nothing is fetched, neither from outside nor from this server."""


def desk_theme() -> Base:
    """Gradio's plainest theme with our fonts and colours."""
    theme = Base(font=FONTS, font_mono=("ui-monospace", "monospace"), text_size="lg", radius_size="md")
    return theme.set(
        body_background_fill="#f5f7f7",
        body_background_fill_dark="#12191b",
        body_text_color="#1c2b2f",
        body_text_color_dark="#e4ecec",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_border_width_dark="0px",
        block_shadow="none",
        block_shadow_dark="none",
        input_background_fill="var(--ax-surface)",
        input_background_fill_dark="var(--ax-surface)",
        input_border_color="var(--ax-edge)",
        input_border_color_dark="var(--ax-edge)",
        input_border_color_focus="var(--ax-accent)",
        input_border_color_focus_dark="var(--ax-accent)",
        input_placeholder_color="var(--ax-muted)",
        input_placeholder_color_dark="var(--ax-muted)",
        button_primary_background_fill="var(--ax-accent)",
        button_primary_background_fill_dark="var(--ax-accent)",
        button_primary_background_fill_hover="var(--ax-accent-strong)",
        button_primary_background_fill_hover_dark="var(--ax-accent-strong)",
        button_primary_text_color="var(--ax-on-accent)",
        button_primary_text_color_dark="var(--ax-on-accent)",
        button_secondary_background_fill="var(--ax-surface)",
        button_secondary_background_fill_dark="var(--ax-surface)",
        button_secondary_background_fill_hover="var(--ax-accent-soft)",
        button_secondary_background_fill_hover_dark="var(--ax-accent-soft)",
        button_secondary_text_color="var(--ax-ink)",
        button_secondary_text_color_dark="var(--ax-ink)",
        button_secondary_border_color="var(--ax-edge)",
        button_secondary_border_color_dark="var(--ax-edge)",
    )
