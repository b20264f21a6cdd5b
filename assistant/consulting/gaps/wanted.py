"""What the report that would answer a group of questions should hold, in a sentence for staff."""

from __future__ import annotations

from assistant.consulting.gaps.aspects import HELD
from assistant.consulting.gaps.gap import GapGroup
from assistant.domain.documents import Kind
from assistant.domain.vocabulary import SECTORS, STAGES, Term

UNKNOWN = Term("알 수 없음", "unknown")
KINDS: dict[Kind, Term] = {
    Kind.CASE: Term("사례 보고서", "case report"),
    Kind.PILOT: Term("실증 보고서", "pilot report"),
    Kind.POLICY: Term("정책·안내 자료", "policy document"),
}


def sector_name(sector: str | None) -> Term:
    """A sector as people read it."""
    return SECTORS[sector] if sector is not None else UNKNOWN


def stage_name(stage: str | None) -> Term:
    """A stage of adoption as people read it."""
    return STAGES[stage] if stage is not None else UNKNOWN


def wanted(group: GapGroup) -> Term:
    """The report worth adding for a group: about what, from which sector and stage, and what it should hold."""
    kind, held = KINDS[group.kind], [HELD[aspect] for aspect in group.aspects]
    sector, stage = group.sector, group.stage
    before = [
        *([f"{SECTORS[sector].ko} 업종의"] if sector else []),
        *([f"{STAGES[stage].ko} 단계"] if stage else []),
        f"{kind.ko}",
    ]
    after = [
        *([f"from {SECTORS[sector].en}"] if sector else []),
        *([f"at the stage of {STAGES[stage].en.lower()}"] if stage else []),
    ]
    return Term(
        f"“{group.label}”에 관한 {' '.join(before)}. 담을 것: {', '.join(term.ko for term in held)}.",
        f"A {' '.join([kind.en, *after])} about “{group.label}”. It should hold: {', '.join(t.en for t in held)}.",
    )
