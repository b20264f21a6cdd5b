"""The reports worth adding as the rows of a workbook."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.consulting.gaps.aspects import ASKED
from assistant.consulting.gaps.gap import WEAKNESSES, GapGroup, GapOverview
from assistant.consulting.gaps.wanted import KINDS, sector_name, stage_name, wanted

_COLUMNS = (
    "순위",
    "주제",
    "질문 수",
    "물은 날 수",
    "비율(%)",
    "업종",
    "단계",
    "물은 것",
    "더할 문서",
    "더할 보고서",
    "근거의 상태",
    "자료에 없는 말",
    "예시 질문",
    "질문 모두",
)


def gap_rows(overview: GapOverview) -> list[list[object]]:
    """All groups, those that would serve most questions first; the header before them."""
    return [list(_COLUMNS), *(_row(rank, group) for rank, group in enumerate(overview.groups, start=1))]


def counted(counts: Iterable[tuple[str, int]]) -> str:
    """`답하지 못함 3, 근거가 약함 1`."""
    return ", ".join(f"{name} {count}" for name, count in counts)


def _row(rank: int, group: GapGroup) -> list[object]:
    return [
        rank,
        group.label,
        group.times,
        len(group.days),
        round(100 * group.share, 1),
        counted((sector_name(sector).ko, count) for sector, count in group.sectors.items()),
        counted((stage_name(stage).ko, count) for stage, count in group.stages.items()),
        ", ".join(ASKED[aspect].ko for aspect in group.aspects),
        KINDS[group.kind].ko,
        wanted(group).ko,
        counted((WEAKNESSES[weakness].ko, count) for weakness, count in group.weaknesses.items()),
        ", ".join(group.absent),
        group.example.text,
        "\n".join(f"{question.text} ({question.times}번)" for question in group.questions),
    ]
