"""*Gaps*: questions the documents do not answer well, and the reports worth adding next."""

from __future__ import annotations

import gradio as gr

from assistant.actions.gaps import DAYS
from assistant.consulting.gaps.gap import WEAKNESSES, GapGroup, GapOverview
from assistant.consulting.gaps.wanted import sector_name, stage_name, wanted
from assistant.domain.answers import Language
from assistant.domain.vocabulary import Term
from assistant.errors import AdvisorError
from ui.labels import Labels
from ui.staff.parts import QUIET, StaffPage, Told, labels_for, person_for, region
from ui.staff.rendering import failure, rendered

GROUPS_SHOWN = 40
QUESTIONS_SHOWN = 12

_SPANS = (7, 30, DAYS, 365)


class GapsPage(StaffPage):
    """The days to look back, and the groups of questions."""

    name = "gaps"
    address = "gaps"
    fixed = {"gaps_wish": {"spans": _SPANS, "chosen": DAYS}}  # noqa: RUF012

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """The wish above the groups."""
        wish = region(texts("gaps_wish"))
        shown = region()
        blocks.load(self.opened, None, shown, **QUIET)
        wish.submit(self.wished, None, shown, **QUIET)

    def opened(self, request: gr.Request) -> str:
        """The gaps of the usual span."""
        return self._shown(request, DAYS)

    def wished(self, request: gr.Request, event: gr.EventData) -> str:
        """The gaps of the span that was chosen."""
        days = Told.by(event).one("days")
        return self._shown(request, int(days) if days in map(str, _SPANS) else DAYS)

    def _shown(self, request: gr.Request, days: int) -> str:
        labels = labels_for(request)
        try:
            overview = self._advisor.gaps.overview(person_for(request), days)
        except AdvisorError as error:
            return failure(error, labels)
        return rendered(
            "gaps.html",
            labels,
            overview=overview,
            days=days,
            groups=[_group(group, labels) for group in overview.groups[:GROUPS_SHOWN]],
            questions_shown=QUESTIONS_SHOWN,
            told=_counted(overview, labels),
        )


def _group(group: GapGroup, labels: Labels) -> dict[str, object]:
    return {
        "group": group,
        "is_single": group.times == 1,
        "wanted": _said(wanted(group), labels),
        "sector": _said(sector_name(group.sector), labels) if group.sector else None,
        "stage": _said(stage_name(group.stage), labels) if group.stage else None,
        "weaknesses": [(_said(WEAKNESSES[weakness], labels), count) for weakness, count in group.weaknesses.items()],
    }


def _counted(overview: GapOverview, labels: Labels) -> list[tuple[str, list[tuple[str, int]]]]:
    """How many questions came from each sector and stage, each list with its heading."""
    sectors = [(_said(sector_name(sector), labels), count) for sector, count in overview.sectors.items()]
    stages = [(_said(stage_name(stage), labels), count) for stage, count in overview.stages.items()]
    return [(labels("staff_sector"), sectors), (labels("staff_stage"), stages)]


def _said(term: Term, labels: Labels) -> str:
    return term.ko if labels.language is Language.KOREAN else term.en
