"""The spaCy side: load a pipeline, and hand it to Presidio as its NLP engine."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial

import spacy
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.language import Language
from spacy.tokens import Doc, Span

from detectors.lemmas import lemma
from detectors.model import component
from detectors.tokens import GuardedTokens, PlainTokens

ENGLISH = "en"


def load_pipeline(name: str, model: str, threads: int = 1) -> Language:
    """The shipped model for "", else an installed spaCy pipeline or a folder.

    Raises OSError when spaCy does not find the pipeline.
    """
    if not name:
        nlp = _lean(spacy.blank(ENGLISH))
        nlp.tokenizer = PlainTokens(nlp.vocab)
        nlp.add_pipe(component.NAME, config={"model": model, "threads": threads})
        return nlp
    nlp = spacy.load(name)
    nlp.tokenizer = GuardedTokens(nlp.tokenizer, nlp.vocab)
    return nlp if nlp.pipe_names else _lean(nlp)


def _lean(nlp: Language) -> Language:
    """What each new word is like (a number? an address?) takes longer than all else here, is
    forgotten with the text, and is asked by nobody.
    """
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
    return nlp


class LateArtifacts(NlpArtifacts):
    """Tokens, their places and lemmas are made when asked for: most texts need none of them.

    No engine is passed on, so Presidio skips its keyword list, which nothing here reads.
    """

    def __init__(
        self,
        tokens: Callable[[], Doc],
        entities: list[Span],
        lemmas: Callable[[Doc], list[str]],
        *,
        read: bool,
    ) -> None:
        self._tokens, self._lemmas, self._read = tokens, lemmas, read
        self.entities = entities
        self.keywords: list[str] = []
        self.nlp_engine = None
        self.scores = [0.85] * len(entities)

    def is_read(self) -> bool:
        """Whether the tokens may hold what somebody found; not while there are none."""
        return self._read or "tokens" in vars(self)

    @cached_property
    def tokens(self) -> Doc:  # type: ignore[override]
        return self._tokens()

    @cached_property
    def tokens_indices(self) -> list[int]:  # type: ignore[override]
        return [token.idx for token in self.tokens]

    @cached_property
    def lemmas(self) -> list[str]:  # type: ignore[override]
        return self._lemmas(self.tokens)


def _plain_lemmas(doc: Doc) -> list[str]:
    return [lemma(token.text) for token in doc]


def _own_lemmas(doc: Doc) -> list[str]:
    return [token.lemma_.lower() for token in doc]


class SpacyPipeline(NlpEngine):
    """Presidio's view of one loaded spaCy pipeline.

    One that gives no lemmas gets our plain ones: without lemmas, context words are silently dead.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        own = any("token.lemma" in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names)
        self._lemmas = _own_lemmas if own else _plain_lemmas

    def load(self) -> None:
        """Nothing to do: the pipeline came loaded."""

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        return self._read(self.nlp(text)) if self.nlp.pipe_names else self.unread(text, language)

    def unread(self, text: str, language: str) -> NlpArtifacts:
        """Tokens and plain lemmas only: enough for patterns and their cues, at no model's cost."""
        return LateArtifacts(partial(self.nlp.make_doc, text), [], _plain_lemmas, read=False)

    def _read(self, doc: Doc) -> NlpArtifacts:
        return LateArtifacts(lambda: doc, list(doc.ents), self._lemmas, read=True)

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,
        n_process: int = 1,
        **_: object,
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        if not self.nlp.pipe_names:
            yield from ((text, self.unread(text, language)) for text in texts)
            return
        for doc in self.nlp.pipe(texts, batch_size=batch_size):
            yield doc.text, self._read(doc)

    def is_stopword(self, word: str, language: str) -> bool:
        return word.lower() in self.nlp.Defaults.stop_words

    def is_punct(self, word: str, language: str) -> bool:
        return all(unicodedata.category(c).startswith("P") for c in word)

    def get_supported_entities(self) -> list[str]:
        return sorted({"PERSON", "ADDRESS"})

    def get_supported_languages(self) -> list[str]:
        return [ENGLISH]
