"""Whether a question is plainly about something else than this desk."""

from __future__ import annotations

from assistant.answering.screening.kinds import QuestionKinds
from assistant.retrieval.sufficiency import Judgement

NEARER_ELSEWHERE = 0.02
"""From this nearness to off-topic examples (over ours) on, a question is rather off-topic than ours."""
MORE_WHERE_ANSWERABLE = 0.25
"""What is asked for on top, times the probability of an answer, when passages seem to suffice by shared words."""
PLAINLY_ELSEWHERE = 0.08
"""What is asked for where no passages suffice: below it nothing was found, which is the more careful thing to say.

All were chosen on `evals/suites/off_topic.txt` and the development halves of two suites: of 116 off-topic questions 110
are told so or find no source, of 171 answerable ones 7.
"""


class Scope:
    """Decides from what the search found and from examples of questions, never from key words alone."""

    def __init__(self, kinds: QuestionKinds) -> None:
        self._kinds = kinds

    def is_elsewhere(self, question: str) -> bool:
        """Whether a question is nearer to off-topic examples than to ours. Raises ModelFailed."""
        return self._kinds.nearness(question).elsewhere >= NEARER_ELSEWHERE

    def leaves_out(self, question: str, judgement: Judgement, *, follows_up: bool) -> bool:
        """Whether to say that this desk does not treat the question. When unsure it does not. Raises ModelFailed.

        A follow-up is never left out: its subject stands in the conversation.
        """
        if follows_up:
            return False
        least = PLAINLY_ELSEWHERE
        if judgement.suffices:
            least = NEARER_ELSEWHERE + MORE_WHERE_ANSWERABLE * judgement.probability
        return self._kinds.nearness(question).elsewhere >= least
