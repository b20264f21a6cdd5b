"""What the processes of this study share: imported once by the server they are forked from.

Only what survives a fork is made here: the tokenizer, and no model (its threads would be missing in the child).
"""

from __future__ import annotations

from assistant import bootstrap
from assistant.retrieval.wording import Wording
from assistant.settings import corpus_dir
from assistant.store.morphemes import MorphemeTokenizer

__all__ = ["TOKENIZER", "bootstrap"]

TOKENIZER = MorphemeTokenizer(Wording.read(corpus_dir() / "dictionary.yml").names)
TOKENIZER.terms("준비")
