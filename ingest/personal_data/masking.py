"""Blocks with the personal data in them masked: what is indexed, found and quoted; the original stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.answers import Language
from assistant.domain.languages import is_korean
from assistant.domain.personal_data import mask
from ingest.readers.protocol import Block


def masked_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with everything personal replaced by what it was (`[전화번호]`), in texts and headings."""
    language = Language.KOREAN if is_korean("\n".join(block.text for block in blocks)) else Language.ENGLISH
    return tuple(
        replace(
            block,
            text=mask(block.text, language),
            heading=tuple(mask(heading, language) for heading in block.heading),
        )
        for block in blocks
    )
