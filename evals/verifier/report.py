"""The report of what the verifier catches."""

from __future__ import annotations

from collections.abc import Sequence

from evals.report.document import Document, Section, Table
from evals.report.words import number
from evals.suites.cases import Half
from evals.verifier.judging import MOST_FALSE_ALARMS, Judged, VerifierResult
from evals.verifier.pairs import PairKind

KINDS = {
    PairKind.PARAPHRASE: "참: 다른 말로 쓴 문장",
    PairKind.COPY: "참: 말끝만 바꾼 문장",
    PairKind.NUMBER: "수를 바꿈",
    PairKind.UNIT: "단위를 바꿈",
    PairKind.DATE: "날짜를 바꿈",
    PairKind.NAME: "이름을 바꿈",
    PairKind.NEGATION: "부정을 뒤집음",
    PairKind.DIRECTION: "늘고 줄어듦을 뒤집음",
    PairKind.OTHER_PASSAGE: "다른 대목을 인용함",
}
HALVES = {Half.DEVELOPMENT: "개발용 절반", Half.SCORED: "채점용 절반"}
HEADER = ("문장", "수", "맞게 판단한 비율", "기준")


def table(result: VerifierResult) -> Table:
    """One row for each kind: of lies the share that was caught, of true sentences the share that was shown."""
    rows = [
        (KINDS[share.kind], str(share.count), number(share.value), "채움" if share.is_enough else "못 채움")
        for share in result.shares
    ]
    return Table(header=HEADER, rows=tuple(rows))


def document(result: VerifierResult) -> Document:
    """Both halves; the mistakes of the development half only, since the other is not to be looked at."""
    told = (
        "사람이 쓴 문장과, 그 문장의 한 곳을 규칙으로 바꾼 문장을 검증에 물었습니다. 거짓은 걸러진 비율, 참은 보인 "
        "비율입니다. "
        f"참인 문장을 잘못 거르는 비율의 기준은 {MOST_FALSE_ALARMS:.0%}입니다.",
        f"문장 하나를 확인하는 시간: 가운데값 {result.milliseconds(0.5):.1f} ms, "
        f"95 % {result.milliseconds(0.95):.1f} ms.",
    )
    sections = [_half(half, result.of(half)) for half in HALVES]
    wrong = result.of(Half.DEVELOPMENT).wrong
    return Document(
        title="문장 검증이 가려내는 것",
        told=told,
        sections=(*sections, Section(title="개발용 절반에서 잘못 판단한 문장", table=_wrong(wrong))),
    )


def _half(half: Half, result: VerifierResult) -> Section:
    told = f"걸러진 문장 가운데 거짓의 비율(정밀도) {number(result.precision)}."
    return Section(title=HALVES[half], told=told, table=table(result))


def _wrong(judged: Sequence[Judged]) -> Table:
    rows = tuple(
        (pair.id, KINDS[pair.kind], str(doubt or "-"), pair.text, pair.quote)
        for pair, doubt in ((item.pair, item.doubt) for item in judged)
    )
    return Table(header=("문장", "종류", "의심", "글", "자료"), rows=rows)
