"""Questions are read in the words of the documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from assistant.errors import WrongUse
from assistant.retrieval.search import other_words
from assistant.retrieval.weights import search_weights
from assistant.retrieval.wording import Dictionary, Wording, with_years
from assistant.settings import corpus_dir
from assistant.store.words import OtherWords

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ai 바우쳐 한도", "ai 바우처 한도"),
        ("스마트 팩토리지원금", "스마트공장지원금"),
        ("챗지피티 사용 규칙", "챗GPT 사용 규칙"),
        ("국정원 지침", "국가정보원 지침"),
        ("전기값이 너무 나와요", "전기 요금이 너무 나와요"),
        ("재료를 너무 버려요 ㅠㅠ 줄인 집 있나요?", "재료를 너무 버려요 줄인 집 있나요?"),
        ("AI 바우처 한도", "AI 바우처 한도"),
        ("에비아 식당 얘기", "에비야 식당 얘기"),
        ("데이타바우처사업", "데이터바우처"),
    ],
)
def test_the_dictionary_of_the_corpus_brings_other_spellings_to_the_documents_own(written: str, read: str) -> None:
    assert Wording.read(corpus_dir() / "dictionary.yml").standard(written) == read


def test_reading_twice_changes_nothing_more() -> None:
    wording = Wording.read(corpus_dir() / "dictionary.yml")
    once = wording.standard("중기부 바우쳐, 국정원, 대한상의, 비젼검사, 예측 정비, 인공지능기본법, 생성형AI")
    assert wording.standard(once) == once


def test_a_missing_dictionary_is_empty_and_a_broken_one_is_refused_by_name(tmp_path: Path) -> None:
    assert Wording.read(tmp_path / "none.yml").standard("바우쳐") == "바우쳐"
    broken = tmp_path / "dictionary.yml"
    broken.write_text("- 바우처\n- 바우쳐", "utf-8")
    with pytest.raises(WrongUse, match=r"dictionary\.yml"):
        Wording.read(broken)


def test_synonyms_are_the_other_words_and_never_those_of_the_question() -> None:
    wording = Wording(Dictionary(synonyms=(("PoC", "개념검증"), ("미검", "놓친 불량", "못 잡은 불량"))))
    assert wording.synonyms("poc 기간과 PoC 비용") == "개념검증"
    assert wording.synonyms("놓친 불량, 미검") == "못 잡은 불량"
    assert wording.synonyms("epoch 수") == ""
    assert wording.synonyms("도입 비용") == ""


def test_a_question_in_english_gets_the_korean_words() -> None:
    wording = Wording(Dictionary(translations={"defect": ("불량",), "false alarm": ("과검", "헛경보")}))
    assert wording.translations("Which defects cause a False Alarm? One defect or two?") == "불량 과검 헛경보"
    assert wording.translations("the defected spy") == ""
    assert wording.translations("defect가 뭔가요?") == ""


def test_the_dictionary_counts_in_full_where_the_question_is_brief() -> None:
    wording = Wording(Dictionary(synonyms=(("월패드", "비디오폰"),)))
    assert other_words(wording, "비디오폰 검사") == [OtherWords("월패드", 1.0)]
    assert other_words(wording, "비디오폰을 손으로 검사하는 회사가 있나요?") == [
        OtherWords("월패드", search_weights().synonyms)
    ]
    assert other_words(wording, "불량 검사") == []


def test_an_english_word_is_translated_in_one_place() -> None:
    dictionary = Dictionary.model_validate(yaml.safe_load((corpus_dir() / "dictionary.yml").read_text("utf-8")))
    english = [word.strip() for words in dictionary.translations for word in words.split(",")]
    assert sorted(english) == sorted(set(english))
    assert all(word and word.isascii() for word in english)
    assert all(korean for korean in dictionary.translations.values())


def test_a_word_has_one_place_in_the_dictionary() -> None:
    """A spelling that is replaced by another could never be looked up among the synonyms."""
    dictionary = Dictionary.model_validate(yaml.safe_load((corpus_dir() / "dictionary.yml").read_text("utf-8")))
    variants = [variant.lower() for variants in dictionary.spellings.values() for variant in variants]
    synonyms = [word.lower() for group in dictionary.synonyms for word in group]
    assert len(variants) == len(set(variants))
    assert len(synonyms) == len(set(synonyms))
    assert not set(variants) & set(synonyms)
    assert not set(variants) & {word.lower() for word in dictionary.spellings}


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("내년 AI 바우처 한도는?", "내년(2027년) AI 바우처 한도는?"),
        ("올해와 작년의 예산", "올해(2026년)와 작년(2025년)의 예산"),
        ("내년, 그러니까 2027년 한도는?", "내년, 그러니까 2027년 한도는?"),
        ("한도는 얼마인가요?", "한도는 얼마인가요?"),
    ],
)
def test_years_said_in_relation_to_today_are_written_out(asked: str, read: str) -> None:
    assert with_years(asked, TODAY) == read
