"""Questions to go on with: those of the documents at hand, and only ones that the corpus really answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from assistant.answering.citing import similarity
from assistant.domain.access import Person
from assistant.domain.answers import Language
from assistant.domain.documents import DocumentMetadata
from assistant.domain.languages import is_korean
from assistant.retrieval.search import Search
from assistant.retrieval.sufficiency import Sufficiency
from assistant.store.catalog import Catalog

MOST = 3
_TRIED = 8
_TOP = 3
_SAME_QUESTION = 0.5
"""Share of common character pairs from which a question counts as asked already."""
_REMEMBERED = 4_096


class Suggestions:
    """Picks from the questions that documents say they answer (`questions` in their metadata)."""

    def __init__(self, search: Search, sufficiency: Sufficiency, catalog: Catalog) -> None:
        self._search = search
        self._sufficiency = sufficiency
        self._catalog = catalog
        self._known: dict[tuple[object, ...], bool] = {}

    def after(
        self, asked: Sequence[str], documents: Sequence[DocumentMetadata], person: Person, language: Language
    ) -> tuple[str, ...]:
        """Up to three questions in a language, by turns from each document, none of them asked before."""
        state = (self._catalog.last_position(), *map(str, self._search.scope(person)))
        found: list[str] = []
        for tried, (document_id, question) in enumerate(_by_turns(documents)):
            if len(found) == MOST or tried == _TRIED:
                break
            is_new = all(similarity(question, other) < _SAME_QUESTION for other in (*asked, *found))
            fits = is_korean(question) == (language is Language.KOREAN)
            if is_new and fits and self._is_answered(question, document_id, person, state):
                found.append(question)
        return tuple(found)

    def _is_answered(self, question: str, document_id: str, person: Person, state: tuple[object, ...]) -> bool:
        """Whether a search finds the document and judges that enough was found; looked up once in each state of things.

        The state is that of the catalog, and whose documents the person may see.
        """
        key = (question, *state)
        if key not in self._known:
            findings = self._search.find(question, person, top_k=_TOP)
            finds_it = document_id in {passage.chunk.document_id for passage in findings.passages}
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = finds_it and self._sufficiency.judge(question, findings).suffices
        return self._known[key]


def _by_turns(documents: Sequence[DocumentMetadata]) -> Iterator[tuple[str, str]]:
    """The first question of each document, then the second of each, and so on."""
    lists = [[(metadata.id, question) for question in metadata.questions] for metadata in documents]
    return (pair for pair in chain.from_iterable(zip_longest(*lists)) if pair is not None)
