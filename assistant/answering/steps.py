"""The steps of an answer, in the order in which they run; adding a check is adding a line to `answer_steps`."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from typing import Any

from langgraph.config import get_stream_writer

from assistant.answering.addressed import speaks_to_assistant
from assistant.answering.citing import CitationList, best_quote, resemblance
from assistant.answering.continuing import Continuing, Found
from assistant.answering.disagreement import Disagreements
from assistant.answering.finishing import AnswerLimits, FinishAnswer
from assistant.answering.follow_up import understood
from assistant.answering.pipeline import StepFunction
from assistant.answering.replies import reply
from assistant.answering.scope import Scope
from assistant.answering.screening.rules import rules_of
from assistant.answering.screening.screen import Screen
from assistant.answering.screening.searchable import without_masks
from assistant.answering.state import AnswerState
from assistant.answering.suggestions import Suggestions
from assistant.answering.unknowns import Unknowns
from assistant.answering.verifying.verdict import Doubt
from assistant.answering.verifying.verifier import Verifier
from assistant.answering.writing import AnswerWriter, Assignment, Proposal
from assistant.clock import Clock
from assistant.domain.answers import (
    Dropped,
    OpeningReady,
    Question,
    Sentence,
    SentenceReady,
    Status,
    Step,
    Support,
)
from assistant.domain.denials import says_not_known
from assistant.domain.passages import Passage
from assistant.domain.sentences import split_sentences
from assistant.domain.vocabulary import SECTORS
from assistant.errors import ModelError
from assistant.retrieval.asked_for import kinds_not_held
from assistant.retrieval.search import Search
from assistant.retrieval.sufficiency import Sufficiency
from assistant.retrieval.widening import widened
from assistant.retrieval.wording import Wording, with_years
from assistant.store.catalog import Catalog
from assistant.store.morphemes import MorphemeTokenizer

PASSAGES_TO_WRITE_FROM = 10
PASSAGES_PER_DOCUMENT = 4
PASSAGES_TO_WIDEN = 4
_SPEAKS_OF_ITSELF = re.compile(r"우리|저희|비슷한|같은\s*업종|\b(?:our|us|we|similar)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class AnswerParts:
    """Everything the steps work with; `writers` in the order of preference, the last one always able to write."""

    screen: Screen
    search: Search
    catalog: Catalog
    wording: Wording
    sufficiency: Sufficiency
    scope: Scope
    unknowns: Unknowns
    suggestions: Suggestions
    writers: tuple[AnswerWriter, ...]
    verifier: Verifier
    disagreements: Disagreements
    limits: AnswerLimits
    clock: Clock
    tokenizer: MorphemeTokenizer
    contact: str | None = None
    """How to reach a consultant, as people are told."""


def answer_steps(parts: AnswerParts) -> list[tuple[Step, StepFunction]]:
    """The steps of an answer, in order."""
    return [
        (Step.SCREEN, ScreenQuestion(parts.screen)),
        (Step.STAND_ALONE, MakeStandAlone(parts.wording, parts.clock)),
        (Step.FIND, FindPassages(parts.search, parts.sufficiency, Continuing(parts.search, parts.scope))),
        (Step.DECIDE, DecideWhetherEnough(parts.catalog, parts.scope, parts.unknowns)),
        (Step.WRITE, WriteVerifiedSentences(parts)),
        (Step.VERIFY, JudgeWholeAnswer()),
        (
            Step.FINISH,
            FinishAnswer(
                parts.disagreements, parts.suggestions, parts.tokenizer, parts.clock, parts.limits, parts.contact
            ),
        ),
    ]


@dataclass(frozen=True)
class ScreenQuestion:
    """Clean and mask the question; end here when it is empty, too long, manipulative or harmful.

    A verdict that is not ours to give is declined at once, and the question goes on to what the documents hold.
    """

    screen: Screen

    def __call__(self, state: AnswerState) -> dict[str, Any]:
        screened = self.screen.check(state["question"])
        if screened.boundary is not None:
            get_stream_writer()(OpeningReady(text=reply(f"boundary_{screened.boundary}", state["language"])))
        return {
            "question": screened.question,
            "standalone": screened.question.text,
            "status": screened.status,
            "reply": screened.reply,
            "boundary": screened.boundary,
            "hidden": screened.hidden,
        }


@dataclass(frozen=True)
class MakeStandAlone:
    """Give a follow-up question its subject back, and read it in the words and years of the documents.

    Where it may be read in two ways, both are handed on.
    """

    wording: Wording
    clock: Clock

    def __call__(self, state: AnswerState) -> dict[str, Any]:
        today = self.clock().date()
        meant = understood(without_masks(state["question"]))
        about = _about_company(state["question"])

        def made(reading: str) -> str:
            return with_years(self.wording.standard(reading) + about, today)

        reading, continued = made(meant.reading), None if meant.continued is None else made(meant.continued)
        return {
            "standalone": reading,
            "understood": replace(meant, reading=reading, continued=continued),
            "follows_up": meant.leans,
            "language": meant.language or state["language"],
        }


def _about_company(question: Question) -> str:
    """The sector of the company that asks, where the question speaks of it (`우리 같은 회사`) without naming it."""
    if question.profile is None or question.profile.sector is None or not _SPEAKS_OF_ITSELF.search(question.text):
        return ""
    return f" ({SECTORS[question.profile.sector].ko})"


@dataclass(frozen=True)
class FindPassages:
    """Search within what the person may see; of two readings, take the one that is meant."""

    search: Search
    sufficiency: Sufficiency
    continuing: Continuing

    def __call__(self, state: AnswerState) -> dict[str, Any]:
        meant, question, follows_up = state["understood"], state["question"], state["follows_up"]
        reading, found = meant.reading, self._found(state, meant.reading)
        if meant.continued is not None:
            continued = cache(partial(self._found, state, meant.continued))
            if self.continuing.goes_on(
                question.text, state["person"], question.history[-1], found, continued, is_short=meant.is_short
            ):
                reading, found, follows_up = meant.continued, continued(), True
        findings, judgement = found
        return {"standalone": reading, "findings": findings, "judgement": judgement, "follows_up": follows_up}

    def _found(self, state: AnswerState, reading: str) -> Found:
        within = state["understood"].within
        findings = self.search.find(
            reading,
            state["person"],
            top_k=PASSAGES_TO_WRITE_FROM,
            per_document=PASSAGES_TO_WRITE_FROM if within else PASSAGES_PER_DOCUMENT,
            within=within,
            profile=state["question"].profile,
        )
        return findings, self.sufficiency.judge(reading, findings)


@dataclass(frozen=True)
class DecideWhetherEnough:
    """Say honestly when the documents do not hold the answer; otherwise widen the passages to their sections.

    A statement that what is asked is not known joins the passages.
    """

    catalog: Catalog
    scope: Scope
    unknowns: Unknowns

    def __call__(self, state: AnswerState) -> dict[str, Any]:
        follows_up = bool(state["question"].history) and state["follows_up"]
        if self.scope.leaves_out(state["question"].text, state["judgement"], follows_up=follows_up):
            return {"status": Status.OUT_OF_SCOPE}
        is_named = state["understood"].is_overview and state["findings"].passages
        if not (state["judgement"].suffices or is_named):
            return {"status": Status.NO_SOURCE}
        passages = widened(state["findings"].passages, self.catalog, first=PASSAGES_TO_WIDEN)
        unknown = None if is_named else self.unknowns.stated(state["standalone"], state["findings"])
        if unknown is not None and unknown.passage.chunk.chunk_id not in _chunk_ids(passages):
            passages += (unknown.passage,)
        return {"passages": passages, "unknown": unknown}


def _chunk_ids(passages: Sequence[Passage]) -> list[str]:
    return [passage.chunk.chunk_id for passage in passages]


class WriteVerifiedSentences:
    """Let a writer propose sentences and show each one only after it has been checked against its passages.

    A model that fails or stalls, or more of whose sentences are withheld than shown, is followed by the next writer.
    """

    def __init__(self, parts: AnswerParts) -> None:
        self._parts = parts

    def __call__(self, state: AnswerState) -> dict[str, Any]:
        citations, sentences, dropped = CitationList(), list[Sentence](), list[Dropped]()
        notices: list[str] = []
        used: list[str] = []
        deadline = state["started"] + self._parts.limits.seconds
        for writer in self._parts.writers:
            used.append(writer.name)
            failed = False
            before, withheld = len(sentences), len(dropped)
            assignment = _assignment(state, sentences)
            try:
                for sentence in self._verified(writer, assignment, citations, dropped, deadline):
                    sentences.append(sentence)
            except ModelError:
                failed = True
                notices.append(reply("notice_model_failed", state["language"]))
            shown = len(sentences) - before
            if not failed and shown and shown >= len(dropped) - withheld:
                break
            if writer is not self._parts.writers[-1] and not failed:
                notices.append(reply("notice_model_unsupported", state["language"]))
            if time.perf_counter() > deadline:
                break
        timed_out = time.perf_counter() > deadline and not sentences
        return {
            "sentences": tuple(sentences),
            "citations": citations.all(),
            "dropped": tuple(dropped),
            "notices": tuple(notices),
            "writer": "+".join(used),
            "status": Status.ERROR_TIMEOUT if timed_out else None,
        }

    def _verified(
        self,
        writer: AnswerWriter,
        assignment: Assignment,
        citations: CitationList,
        dropped: list[Dropped],
        deadline: float,
    ) -> Iterator[Sentence]:
        tell = get_stream_writer()
        opening = () if assignment.begins_with is None else (assignment.begins_with,)
        further = (made for made in writer.write(assignment) if made.text not in assignment.written)
        for proposal in chain(opening, further):
            if assignment.declines and rules_of("verdicts").first(proposal.text) == assignment.declines:
                continue  # the document judges a case of its own; here it would read as a verdict on this one
            passages = _named_passages(proposal, assignment)
            verdict = self._parts.verifier.check(proposal.text, passages, proposal.quote)
            if verdict.support is None:
                if proposal.text:
                    dropped.append(Dropped(text=proposal.text, reason=str(verdict.doubt), detail=verdict.detail))
            elif any(speaks_to_assistant(_quote(proposal, passage)) for passage in passages):
                dropped.append(Dropped(text=proposal.text, reason=str(Doubt.ORDER)))
            else:
                cited = [citations.cite(passage, _quote(proposal, passage)) for passage in passages]
                numbers = tuple(citation.n for citation in cited)
                sentence = Sentence(
                    text=proposal.text,
                    citations=numbers,
                    part=proposal.part,
                    is_item=proposal.is_item,
                    cells=proposal.cells,
                    support=Support.CHECKED if proposal.is_restated else verdict.support,
                )
                tell(SentenceReady(sentence=sentence, citations=tuple(cited)))
                yield sentence
            if time.perf_counter() > deadline:
                return


def _named_passages(proposal: Proposal, assignment: Assignment) -> list[Passage]:
    """The passages a proposal rests on. A sentence without any number is held against the passage it resembles most."""
    if not proposal.passages:
        return [max(assignment.passages, key=lambda passage: resemblance(proposal.text, passage.chunk.text))]
    return [assignment.passages[n - 1] for n in proposal.passages if 1 <= n <= len(assignment.passages)]


def _assignment(state: AnswerState, sentences: list[Sentence]) -> Assignment:
    question = state["question"]
    said = [sentence for turn in question.history for sentence in split_sentences(turn.answer)]
    read_before = said if state["follows_up"] else []
    opening = None if sentences else _opening(state, read_before)
    written = [sentence.text for sentence in sentences]
    return Assignment(
        question=state["standalone"],
        asked=state["understood"].asked,
        language=state["language"],
        style=state["understood"].style,
        is_overview=state["understood"].is_overview,
        passages=state["passages"],
        begins_with=opening,
        written=(*written, opening.text) if opening is not None else tuple(written),
        read_before=tuple(read_before),
        declines=state.get("boundary"),
    )


def _opening(state: AnswerState, read_before: Collection[str]) -> Proposal | None:
    """The statement that what is asked is not known, unless it has just been read."""
    unknown = state.get("unknown")
    if unknown is None or unknown.text in read_before:
        return None
    number = 1 + _chunk_ids(state["passages"]).index(unknown.passage.chunk.chunk_id)
    return Proposal(text=unknown.text, passages=(number,), quote=unknown.quote, part=unknown.passage.metadata.title)


def _quote(proposal: Proposal, passage: Passage) -> str:
    if proposal.quote is not None and proposal.quote in passage.chunk.text:
        return proposal.quote
    return best_quote(proposal.text, passage.chunk.text)


@dataclass(frozen=True)
class JudgeWholeAnswer:
    """Decide from what was kept, what was dropped and what is lacking how the question ended."""

    def __call__(self, state: AnswerState) -> dict[str, Any]:
        kept, dropped = len(state["sentences"]), len(state["dropped"])
        if kept == 0:
            return {"status": Status.NO_SOURCE}
        notices, language = state["notices"], state["language"]
        if dropped:
            notices += (reply("notice_dropped", language, count=dropped),)
        lacking = kinds_not_held(state["understood"].asked, (sentence.text for sentence in state["sentences"]))
        if lacking:
            things = (reply(f"asked_{kind.name}", language, words=kind.words) for kind in lacking)
            notices += (reply("notice_not_found", language, things=", ".join(dict.fromkeys(things))),)
        is_partial = (
            state.get("boundary") is not None
            or bool(lacking)
            or dropped > kept
            or says_not_known(state["sentences"][0].text)
        )
        status = Status.ANSWERED_PARTLY if is_partial else Status.ANSWERED
        return {"status": status, "notices": notices}
