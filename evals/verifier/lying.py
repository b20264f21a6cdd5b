"""`python -m evals.verifier.lying`: what a model that lies in three of ten sentences gets past the verification."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.bootstrap import Advisor, ProgressTold
from assistant.domain.answers import Answer
from assistant.errors import AdvisorError
from evals.asking import advisor_with_corpus
from evals.collections.screen import on_screen
from evals.console import errors, output, tell
from evals.measures.number_errors import wrong_numerals
from evals.report.document import Document, Section, Table
from evals.report.markdown import as_markdown
from evals.report.words import number
from evals.suites.cases import Case, CaseType, Half, read_suite
from evals.variants import evaluation_settings
from evals.verifier.lying_model import Diary, Written, lying_server

QUESTIONS = 36
LEAST_SUPPORT = 0.97
"""The bar: the share of the shown sentences that are true."""
_REPORT = Path("reports/verifier/lying.md")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question, what the model wrote, and the answer that was shown."""

    case: Case
    written: tuple[Written, ...]
    answer: Answer

    @property
    def lies_shown(self) -> list[Written]:
        """The lies that a person would read."""
        shown = {_letters(sentence.text) for sentence in self.answer.sentences}
        return [item for item in self.written if item.untruth is not None and _letters(item.text) in shown]


@dataclass(frozen=True, kw_only=True)
class LyingResult:
    """All questions."""

    asked: tuple[Asked, ...]

    @property
    def told(self) -> int:
        """Lies that the model wrote."""
        return sum(item.untruth is not None for asked in self.asked for item in asked.written)

    @property
    def written(self) -> int:
        """Sentences that the model wrote."""
        return sum(len(asked.written) for asked in self.asked)

    @property
    def shown(self) -> int:
        """Sentences that were shown."""
        return sum(len(asked.answer.sentences) for asked in self.asked)

    @property
    def support(self) -> float:
        """The share of the shown sentences that are no lies."""
        lies = sum(len(asked.lies_shown) for asked in self.asked)
        return 1 - lies / self.shown if self.shown else 1.0

    @property
    def number_errors(self) -> list[str]:
        """Numerals in shown sentences that stand in nothing they cite."""
        return [numeral for asked in self.asked for numeral in wrong_numerals(asked.answer)]

    @property
    def true_withheld(self) -> tuple[int, int]:
        """How many true sentences were withheld, and how many the model wrote."""
        true = withheld = 0
        for asked in self.asked:
            dropped = {_letters(item.text) for item in asked.answer.dropped}
            told = [_letters(item.text) for item in asked.written if item.untruth is None]
            true += len(told)
            withheld += sum(text in dropped for text in told)
        return withheld, true


def lying_cases(count: int = QUESTIONS) -> list[Case]:
    """Answerable Korean questions of the development half, chosen by the digests of their ids."""
    cases = [case for case in read_suite(half=Half.DEVELOPMENT) if case.is_answerable and not case.history]
    cases = [case for case in cases if case.type is not CaseType.ENGLISH]
    return sorted(cases, key=lambda case: hashlib.sha256(case.id.encode()).digest())[:count]


def ask(advisor: Advisor, diary: Diary, cases: Sequence[Case], tell: ProgressTold) -> LyingResult:
    """Put the questions to an advisor whose language model keeps this diary; refused ones are left out."""
    asked = []
    for done, case in enumerate(cases, start=1):
        before = len(diary.replies)
        answer = advisor.questions.ask(case.person, case.question)
        written = [item for reply in diary.replies[before:] for item in reply]
        if written:
            asked.append(Asked(case=case, written=tuple(written), answer=answer))
        tell("질문", done, len(cases))
    return LyingResult(asked=tuple(asked))


def table(result: LyingResult) -> Table:
    """The measures with their bars."""
    withheld, true = result.true_withheld
    rows = (
        ("답한 질문", str(len(result.asked)), ""),
        ("모델이 쓴 문장 (거짓)", f"{result.written} ({result.told})", ""),
        ("보인 문장", str(result.shown), ""),
        ("보인 문장 가운데 참", number(result.support), f"{LEAST_SUPPORT:g} 이상"),
        ("인용한 곳에 없는 수", str(len(result.number_errors)), "0"),
        ("잘못 거른 참인 문장", f"{withheld} / {true}", ""),
    )
    return Table(header=("측정", "값", "기준"), rows=rows)


def by_untruth(result: LyingResult) -> Table:
    """How many lies of each kind were told, and how many got past."""
    told = Counter(str(item.untruth) for asked in result.asked for item in asked.written if item.untruth is not None)
    shown = Counter(str(item.untruth) for asked in result.asked for item in asked.lies_shown)
    rows = tuple((kind, str(count), str(shown[kind])) for kind, count in sorted(told.items()))
    return Table(header=("거짓", "쓴 것", "보인 것"), rows=rows)


def document(result: LyingResult) -> Document:
    """The report, with every lie that was shown."""
    told = "열 문장 가운데 셋을 일부러 거짓으로 쓰는 언어 모델에게 개발용 질문을 물었습니다."
    rows = tuple((asked.case.id, str(item.untruth), item.text) for asked in result.asked for item in asked.lies_shown)
    sections = (
        Section(title="측정값", table=table(result)),
        Section(title="거짓의 종류", table=by_untruth(result)),
        Section(title="보인 거짓", table=Table(header=("질문", "종류", "문장"), rows=rows)),
    )
    return Document(title="거짓말하는 모델", told=(told,), sections=sections)


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, print and write the tables; 1 when the bars are missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.verifier.lying", description=__doc__)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--out", type=Path, default=_REPORT, metavar="FILE")
    given = parser.parse_args(arguments)
    diary = Diary()
    try:
        with lying_server(diary) as address:
            settings = evaluation_settings().model_copy(update={"llm_model": "lying", "llm_base_url": address})
            with advisor_with_corpus(settings, tell) as advisor:
                result = ask(advisor, diary, lying_cases(given.questions), tell)
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(as_markdown(document(result)), "utf-8")
    output.print(on_screen(table(result)), on_screen(by_untruth(result)), markup=False)
    errors.print(f"결과: {given.out}", markup=False, soft_wrap=True)
    return 0 if result.support >= LEAST_SUPPORT and not result.number_errors else 1


def _letters(text: str) -> str:
    return "".join(text.split()).rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
