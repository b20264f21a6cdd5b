"""All gaps of a time, in groups."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.consulting.gaps.gap import GapGroup, GapOverview, GapQuestion, counted_weaknesses
from assistant.consulting.gaps.grouping import MOST_QUESTIONS, Floats, grouped, nearest_to_all
from assistant.consulting.gaps.labelling import Labeller


def most_asked(questions: Sequence[GapQuestion]) -> Sequence[GapQuestion]:
    """Those of the questions, ordered by how often they were asked, that are grouped."""
    return questions[:MOST_QUESTIONS]


def overview(
    questions: Sequence[GapQuestion],
    embeddings: Floats,
    background: Floats,
    labeller: Labeller,
    *,
    since: str,
    asked: int,
) -> GapOverview:
    """The questions in groups, the group that was asked for most first.

    `embeddings` are those of `most_asked(questions)`, in their order; `background` those of other questions about AI;
    `asked` is how many questions there were since the day `since`, answered well or not.
    """
    taken = most_asked(questions)
    weaknesses = counted_weaknesses(questions)
    numbers = grouped(embeddings, [question.sector for question in taken], background)
    members = [[taken[number] for number in group] for group in numbers]
    groups = [
        GapGroup(
            label=label,
            example=several[nearest_to_all(embeddings[group])],
            questions=tuple(several),
            share=sum(question.times for question in several) / sum(weaknesses.values()),
        )
        for group, several, label in zip(numbers, members, labeller.labels(members), strict=True)
    ]
    return GapOverview(
        since=since,
        asked=asked,
        groups=tuple(sorted(groups, key=lambda group: (-group.times, -len(group.days), group.label))),
        left_out=len(questions) - len(taken),
        weaknesses=weaknesses,
    )
