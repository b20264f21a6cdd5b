"""Building everything, in one place: from settings to an Advisor that is ready to be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from threading import RLock
from typing import Any, Generic, TypeVar

from assistant.actions.answer_history import AnswerHistory
from assistant.actions.answer_keeping import AnswerKeeping
from assistant.actions.answering_switch import AnsweringSwitch
from assistant.actions.corpus_keeping import CorpusKeeping
from assistant.actions.gaps import Gaps
from assistant.actions.intake import Intake
from assistant.actions.library import Library
from assistant.actions.library_changes import LibraryChanges
from assistant.actions.library_listing import LibraryListing
from assistant.actions.questions import Questions
from assistant.actions.search_trials import SearchTrials
from assistant.actions.trials import Trials
from assistant.answering.continuing import Continuing
from assistant.answering.disagreement import Disagreements
from assistant.answering.extractive.writer import ExtractiveWriter
from assistant.answering.finishing import AnswerLimits
from assistant.answering.language_model_writer import LanguageModelWriter
from assistant.answering.pipeline import AnswerPipeline
from assistant.answering.scope import Scope
from assistant.answering.screening.kinds import QuestionKinds
from assistant.answering.screening.screen import Screen
from assistant.answering.steps import AnswerParts, FindPassages, MakeStandAlone, answer_steps
from assistant.answering.suggestions import Suggestions
from assistant.answering.unknowns import Unknowns
from assistant.answering.verifying.verifier import Verifier
from assistant.answering.writing import AnswerWriter
from assistant.clock import Clock, utc_now
from assistant.consulting.gaps.cues import Cues
from assistant.consulting.gaps.gathering import Gathering
from assistant.consulting.gaps.labelling import Labeller
from assistant.errors import AlreadyOwned
from assistant.models.chat_model import open_chat_model
from assistant.models.embedded_model import is_unpacked
from assistant.models.embedder import Embedder, load_embedder
from assistant.models.reranker import load_reranker
from assistant.models.similarity import similarity_scales
from assistant.precedence import Precedence
from assistant.retrieval.search import Search
from assistant.retrieval.sufficiency import Sufficiency, sufficiency_policy
from assistant.retrieval.wording import Wording
from assistant.settings import Settings, corpus_dir
from assistant.store.catalog import Catalog
from assistant.store.derived import VectorIndex, WordIndex
from assistant.store.feeding import IndexFeeder, Pace
from assistant.store.following import IndexFollower
from assistant.store.indexes import Indexes
from assistant.store.morphemes import MorphemeTokenizer
from assistant.store.originals import Originals
from assistant.store.ownership import Ownership
from assistant.store.vectors import ChromaVectors, open_embedded, open_server
from assistant.store.verifying import VerifyReport
from assistant.store.words import KeywordShelf
from ingest.chunking import Chunker
from ingest.drafting import Drafter
from ingest.jobs.worker import Worker
from ingest.synchronise import Synchroniser

_Made = TypeVar("_Made")
ProgressTold = Callable[[str, int, int], None]
_CHUNKS_BESIDE_ANSWERS = 16


class Access(StrEnum):
    """What a process wants to do with the data directory."""

    READ = "read"
    """Search and answer; beside a running server without disturbing it."""
    OWN = "own"
    """Change documents or indexes: only one process at a time."""


class _made_once(Generic[_Made]):
    """A part that is made when it is first needed, by one thread; the others wait for it."""

    def __init__(self, make: Callable[[Any], _Made]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, advisor: Advisor, owner: type[Advisor]) -> _Made:
        with advisor.making:
            if self._name not in vars(advisor):
                vars(advisor)[self._name] = self._make(advisor)  # found there next time, without coming here
            made: _Made = vars(advisor)[self._name]
            return made


class Advisor:
    """Everything that can be done with one data directory. Parts are made when they are first needed."""

    def __init__(self, settings: Settings, ownership: Ownership, *, clock: Clock = utc_now) -> None:
        self.settings = settings
        self._ownership = ownership
        self._clock = clock
        self.making = RLock()
        self._precedence = Precedence()
        self.is_ready = False
        """Whether the models are loaded and the indexes have followed: nobody has to wait any more."""
        self._closing = ExitStack()
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        self.catalog = Catalog(settings.catalog_url)
        self._closing.callback(self.catalog.close)
        self._tell: ProgressTold | None = None
        self._is_followed = False

    def make_ready(self, progress: ProgressTold | None = None) -> None:
        """Load the models and let the indexes follow the catalog (after a change of model they are built anew here).

        After this, questions are answered without waiting. A reader leaves the indexes alone while another process
        owns them. Raises ModelUnavailable or StoreError.
        """
        self._tell = progress
        try:
            with ThreadPoolExecutor(max_workers=1) as beside:  # two cores load two models in the time of one
                words_ready = beside.submit(self.tokenizer.terms, "준비")
                _ = self.questions
                words_ready.result()
            if self._ownership.is_held:
                self.feeder.feed(progress)
            elif self.feeder.is_behind:
                with suppress(AlreadyOwned), self._ownership:
                    self.feeder.feed(progress)
            self.is_ready = True
        finally:
            self._tell = None

    @property
    def can_start_quickly(self) -> bool:
        """Whether the model was unpacked and documents were indexed before, so that little remains to be done."""
        settings = self.settings
        model_is_there = settings.embedding_model is not None or is_unpacked(
            settings.shared_models_dir, is_tuned=settings.embedding_tuned
        )
        return model_is_there and self.catalog.count_documents() > 0

    def announce(self, address: str) -> None:
        """Tell other processes at which address this owner serves."""
        self._ownership.announce(address)

    def verify_indexes(self) -> VerifyReport:
        """Compare both indexes with the catalog, after pending changes were applied."""
        self.make_ready()
        return self.feeder.verify()

    def rebuild_indexes(self, progress: ProgressTold | None = None) -> VerifyReport:
        """Build both indexes anew and switch when they are complete."""
        self.make_ready(progress)
        return self.feeder.rebuild(progress)

    def close(self) -> None:
        """Give everything back."""
        self._closing.close()

    @_made_once
    def questions(self) -> Questions:
        """Asking and searching."""
        keeping = AnswerKeeping(
            self.catalog.answers,
            self._clock,
            days=self.settings.keep_answers_days,
            settings={
                "embedder": self.embedder.fingerprint,
                "language_model": self.settings.llm_model,
                "reranker": self.settings.reranker_model,
                "sufficiency_threshold": sufficiency_policy().threshold,
            },
        )
        self._closing.callback(keeping.close)
        pipeline = AnswerPipeline(answer_steps(self._answer_parts()))
        return Questions(self.search, pipeline, keeping, self.switch, self._precedence)

    @_made_once
    def answers(self) -> AnswerHistory:
        """Looking into the answers that were given."""
        return AnswerHistory(self.catalog.answers)

    @_made_once
    def gaps(self) -> Gaps:
        """Which questions the documents do not answer."""
        gathering = Gathering(Cues(self.wording), self.wording, self.tokenizer, self.indexes.absent_words)
        return Gaps(self.catalog, gathering, Labeller(self.tokenizer), self.embedder, self._clock)

    @_made_once
    def switch(self) -> AnsweringSwitch:
        """Stopping and starting all answers."""
        return AnsweringSwitch(self.catalog.switch_register, self._clock)

    @_made_once
    def library(self) -> Library:
        """Looking into documents."""
        return Library(self.catalog, self.originals)

    @_made_once
    def listing(self) -> LibraryListing:
        """Looking through the library with the use of its documents."""
        return LibraryListing(self.library, self.catalog.answers, self._clock)

    @_made_once
    def search_trials(self) -> SearchTrials:
        """Seeing what the answering would find for a question."""
        continuing = Continuing(self.search, Scope(self._kinds))
        find = FindPassages(self.search, self.sufficiency, continuing)
        return SearchTrials(MakeStandAlone(self.wording, self._clock), find)

    @_made_once
    def keeping(self) -> CorpusKeeping:
        """Adding and taking away documents; for the owner."""
        synchroniser = Synchroniser(self.catalog, self.originals, Chunker(), self.settings.max_file_bytes)
        return CorpusKeeping(synchroniser, self.feeder)

    @_made_once
    def intake(self) -> Intake:
        """Handing files in, and publishing them."""
        return Intake(self.catalog, self.originals, self.settings.max_file_bytes, self._clock)

    @_made_once
    def changes(self) -> LibraryChanges:
        """Changing what is in the library."""
        return LibraryChanges(self.catalog, self._clock, self.catch_up)

    @_made_once
    def trials(self) -> Trials:
        """Trying drafts before they are published."""
        return Trials(self.catalog, self.intake, lambda: self.questions, self.catch_up)

    def worker(self, name: str) -> Worker:
        """A worker for the files that are handed in. Its model is loaded with the first of them."""
        return Worker(name, self.catalog, self.originals, Drafter(Chunker(), self._clock), lambda: self.embedder)

    def following(self) -> IndexFollower:
        """What keeps the indexes up to date while the owner serves; a context manager."""
        self._is_followed = True
        self.originals.sweep()
        self.catalog.jobs.forget_old()
        beside_answers = Pace(_CHUNKS_BESIDE_ANSWERS, self._precedence.give_way)
        return IndexFollower(self.catalog, self.feeder, beside_answers)

    def catch_up(self) -> None:
        """Let the indexes follow what was just changed, where no other process does that already."""
        if self._is_followed:
            return
        if self._ownership.is_held:
            IndexFollower(self.catalog, self.feeder).follow()
            return
        with suppress(AlreadyOwned), self._ownership:
            IndexFollower(self.catalog, self.feeder).follow()

    @_made_once
    def search(self) -> Search:
        """The search over both indexes."""
        reranker = load_reranker(self.settings.reranker_model, self.embedder)
        search = Search(self.catalog, self.indexes, self.embedder, wording=self.wording, reranker=reranker)
        self._closing.callback(search.close)
        return search

    @_made_once
    def indexes(self) -> Indexes:
        """Both indexes, for reading."""
        return Indexes(self.catalog, self._vectors, self._words, self.embedder.fingerprint)

    @_made_once
    def sufficiency(self) -> Sufficiency:
        """The judge of whether passages suffice."""
        return Sufficiency(self.tokenizer, similarity_scales(self.embedder).answers)

    @_made_once
    def verifier(self) -> Verifier:
        """The check that every sentence of an answer passes before it is shown."""
        return Verifier(self.embedder, self.tokenizer, self.wording)

    @_made_once
    def feeder(self) -> IndexFeeder:
        """What keeps the indexes in step with the catalog."""
        fingerprint = self.embedder.fingerprint
        embed = self.catalog.embeddings.taking(fingerprint, self.embedder.embed_passages)
        vectors = VectorIndex(self._vectors, embed, self.embedder.embed_queries, fingerprint)
        return IndexFeeder(self.catalog, [vectors, WordIndex(self._words)])

    @_made_once
    def embedder(self) -> Embedder:
        """The embedding model in force; the embedded one is unpacked the first time."""
        settings = self.settings
        return load_embedder(
            settings.embedding_model, settings.shared_models_dir, self._tell, is_tuned=settings.embedding_tuned
        )

    @_made_once
    def tokenizer(self) -> MorphemeTokenizer:
        """Korean morphemes, with the names of the corpus."""
        return MorphemeTokenizer(self.wording.names)

    @_made_once
    def wording(self) -> Wording:
        """The dictionary of the bundled corpus."""
        return Wording.read(corpus_dir() / "dictionary.yml")

    @_made_once
    def originals(self) -> Originals:
        """The stored original files."""
        return Originals(self.settings.data_dir / "originals")

    @_made_once
    def _vectors(self) -> ChromaVectors:
        if self.settings.chroma_url is not None:
            vectors = open_server(self.settings.chroma_url)
        else:
            vectors = open_embedded(self.settings.data_dir / "chroma")
        self._closing.callback(vectors.close)
        return vectors

    @_made_once
    def _words(self) -> KeywordShelf:
        shelf = KeywordShelf(self.settings.data_dir / "keyword", self.tokenizer)
        self._closing.callback(shelf.close)
        return shelf

    @_made_once
    def _kinds(self) -> QuestionKinds:
        return QuestionKinds(self.embedder)

    def _answer_parts(self) -> AnswerParts:
        writers: list[AnswerWriter] = [ExtractiveWriter(self.embedder, self.tokenizer)]
        if (model := open_chat_model(self.settings)) is not None:
            silence = self.settings.llm_silence_seconds
            writers.insert(0, LanguageModelWriter(model, str(self.settings.llm_model), silence_seconds=silence))
        return AnswerParts(
            screen=Screen(self._kinds, self.settings.question_max_characters),
            search=self.search,
            catalog=self.catalog,
            wording=self.wording,
            sufficiency=self.sufficiency,
            scope=Scope(self._kinds),
            unknowns=Unknowns(self.catalog, self.embedder, self.tokenizer),
            suggestions=Suggestions(self.search, self.sufficiency, self.catalog),
            writers=tuple(writers),
            verifier=self.verifier,
            disagreements=Disagreements(self.embedder, self.wording.names),
            limits=AnswerLimits(
                question_characters=self.settings.question_max_characters,
                seconds=self.settings.answer_timeout_seconds,
            ),
            clock=self._clock,
            tokenizer=self.tokenizer,
            contact=self.settings.consultant_contact,
        )


@contextmanager
def open_advisor(settings: Settings, access: Access, clock: Clock = utc_now) -> Iterator[Advisor]:
    """Open a data directory (made when missing) and give it back at the end.

    A reader takes the directory only for the moment in which pending changes have to be indexed. Raises AlreadyOwned
    when `access` is OWN and another process is the owner.
    """
    ownership = Ownership(settings.data_dir)
    if access is Access.OWN:
        ownership.acquire()
    try:
        advisor = Advisor(settings, ownership, clock=clock)
        try:
            yield advisor
        finally:
            advisor.close()
    finally:
        ownership.release()
