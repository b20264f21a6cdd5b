"""Who may see the gaps, what is kept for them, and how they come from real answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.actions.answer_keeping import AnswerKeeping
from assistant.actions.gaps import Gaps
from assistant.consulting.gaps.cues import Cues
from assistant.consulting.gaps.gap import Weakness
from assistant.consulting.gaps.gathering import Gathering
from assistant.consulting.gaps.labelling import Labeller
from assistant.domain.access import Person, Role
from assistant.domain.answers import Answer, Language, Status
from assistant.domain.profile import CompanyProfile
from assistant.errors import NotAllowed
from assistant.models.embedder import Embedder, load_embedder
from assistant.retrieval.wording import Wording
from assistant.store.catalog import Catalog
from assistant.store.morphemes import MorphemeTokenizer
from assistant.store.words import KeywordIndex
from tests.consulting.gaps.kept import record

STAFF = Person(Role.STAFF)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def clock() -> datetime:
    return NOW


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    yield catalog
    catalog.close()


@pytest.fixture(scope="module")
def embedder(models_dir: Path) -> Embedder:
    return load_embedder(None, models_dir)


@pytest.fixture
def gaps(catalog: Catalog, embedder: Embedder, tmp_path: Path) -> Iterator[Gaps]:
    tokenizer, wording = MorphemeTokenizer(), Wording()
    index = KeywordIndex(tmp_path / "words", tokenizer)
    gathering = Gathering(Cues(wording), wording, tokenizer, index.absent)
    yield Gaps(catalog, gathering, Labeller(tokenizer), embedder, clock)
    index.close()


@pytest.mark.parametrize("role", [Role.VISITOR, Role.SME, Role.CONSULTANT])
def test_nobody_but_staff_sees_what_others_asked(gaps: Gaps, role: Role) -> None:
    with pytest.raises(NotAllowed):
        gaps.overview(Person(role))


def test_without_any_question_there_are_no_gaps(gaps: Gaps) -> None:
    seen = gaps.overview(STAFF)
    assert (seen.asked, seen.times, seen.groups, seen.since) == (0, 0, (), "2026-08-24")


def test_one_question_is_one_group(gaps: Gaps, catalog: Catalog) -> None:
    catalog.answers.put(record(1, "네일샵에서 AI 쓸 데가 있을까요"))
    [group] = gaps.overview(STAFF).groups
    assert (group.label, group.times, group.share, group.sector) == ("네일샵", 1, 1.0, "services")


def test_kept_questions_come_in_groups_with_the_reports_they_call_for(gaps: Gaps, catalog: Catalog) -> None:
    salon = ["미용실 예약을 AI로 받는 사례가 있나요?", "미용실에서 예약 챗봇을 쓰면 효과가 있나요?"]
    for number in range(30):
        catalog.answers.put(record(number, "딸기 수확 로봇 가격이 얼마예요?", day=1 + number % 5))
    catalog.answers.put(record(30, "온실 딸기 수확 로봇 렌탈 되나요?", status="answered", sufficiency=0.4))
    for number, text in enumerate(salon, start=31):
        catalog.answers.put(record(number, text))
    catalog.answers.put(record(33, "AI 바우처 한도는?", status="answered", sufficiency=0.97))
    catalog.answers.put(record(34, "제 번호 [전화번호]로 연락 주세요"))
    catalog.answers.put(record(35, "딸기 로봇을 시험 삼아 물어봅니다", role="staff"))
    seen = gaps.overview(STAFF)
    assert [(group.times, len(group.questions), len(group.days)) for group in seen.groups] == [(31, 2, 6), (2, 2, 1)]
    assert (seen.asked, seen.times) == (34, 33)
    assert seen.weaknesses == {Weakness.NO_SOURCE: 32, Weakness.DOUBTFUL: 1}
    assert "딸기 수확 로봇" in seen.groups[0].label
    assert "미용실" in seen.groups[1].label
    assert seen.groups[1].example.text in salon
    assert gaps.overview(STAFF) == seen


def test_only_the_days_asked_for_are_looked_at(gaps: Gaps, catalog: Catalog) -> None:
    catalog.answers.put(record(1, "딸기 수확 로봇 가격은?", day=2))
    catalog.answers.put(record(2, "미용실 예약 사례", day=21))
    assert [group.label for group in gaps.overview(STAFF, 7).groups] == ["미용실 예약"]


def test_an_answer_is_kept_with_its_probability_and_the_profile(catalog: Catalog) -> None:
    keeping = AnswerKeeping(catalog.answers, clock, days=90, settings={})
    answer = Answer(
        id="a",
        question="우리 공장 얼마예요?",
        standalone_question="우리 공장 얼마예요? (식품·음료 제조)",
        status=Status.ANSWERED,
        language=Language.KOREAN,
        text="",
        sufficiency=0.44,
    )
    keeping.keep(answer, Person(Role.SME), CompanyProfile(sector="food", stage="design"))
    keeping.close()
    [asked] = catalog.answers.asked_since("2026-11-22")
    assert (asked.sufficiency, asked.sector, asked.stage) == (0.44, "food", "design")
    assert (asked.status, asked.standalone_question) == ("answered", answer.standalone_question)
