"""Questions in other words than the documents', which only the dictionary of the corpus brings to their document."""

from __future__ import annotations

import pytest

from assistant.bootstrap import Advisor
from assistant.domain.access import Person, Role
from assistant.retrieval.search import Search
from assistant.retrieval.weights import search_weights
from assistant.retrieval.wording import Wording

STAFF = Person(Role.STAFF)


def rank(search: Search, question: str, document_id: str) -> int:
    """At which place among the documents one is found; 99 when it is not."""
    found = search.find(question, STAFF, top_k=20, per_document=2).passages
    documents = list(dict.fromkeys(passage.chunk.document_id for passage in found))
    return documents.index(document_id) + 1 if document_id in documents else 99


@pytest.mark.parametrize(
    ("question", "document_id"),
    [
        ("웹튠 AI", "webtoon-animation-generative-ai"),
        ("비디오폰 검사", "comax-test-automation"),
        ("baseline 재기", "consultant-outcome-measurement"),
        ("own share 비교", "programme-comparison"),
    ],
)
def test_a_question_in_other_words_finds_its_document(corpus_advisor: Advisor, question: str, document_id: str) -> None:
    advisor = corpus_advisor
    asked = search_weights().asked.model_copy(update={"weight": 0.0})
    weights = search_weights().model_copy(update={"asked": asked})  # the questions of documents would find them too
    searches = [
        Search(advisor.catalog, advisor.indexes, advisor.embedder, wording=wording, weights=weights)
        for wording in (Wording(), advisor.wording)
    ]
    try:
        without, with_dictionary = (rank(search, question, document_id) for search in searches)
        assert without > 2 >= with_dictionary
        assert rank(advisor.search, question, document_id) <= 2
    finally:
        for search in searches:
            search.close()
