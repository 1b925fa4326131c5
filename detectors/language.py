"""The spaCy side: load a pipeline, and hand it to Presidio as its NLP engine."""

from collections.abc import Iterable, Iterator

import spacy
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.language import Language
from spacy.tokens import Doc

from detectors import lemmas
from detectors.model import component
from detectors.tokens import GuardedTokens, PlainTokens

ENGLISH = "en"


def load_pipeline(name: str, model: str, threads: int = 1) -> Language:
    """The shipped model for "", else an installed spaCy pipeline or a folder.

    A pipeline that gives no lemmas gets our plain ones: without lemmas, context words are
    silently dead. Raises OSError when spaCy does not find the pipeline.
    """
    if name:
        nlp = spacy.load(name)
        nlp.tokenizer = GuardedTokens(nlp.tokenizer, nlp.vocab)
    else:
        nlp = spacy.blank(ENGLISH)
        # What each new word is like (a number? a stop word?) takes longer than all else here, is
        # forgotten with the text, and is asked by nobody.
        nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
        nlp.tokenizer = PlainTokens(nlp.vocab)
        nlp.add_pipe(component.NAME, config={"model": model, "threads": threads})
    if not any("token.lemma" in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names):
        nlp.add_pipe(lemmas.NAME)
    return nlp


class SpacyPipeline(NlpEngine):
    """Presidio's view of one loaded spaCy pipeline."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    def load(self) -> None:
        """Nothing to do: the pipeline came loaded."""

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        return self._artifacts(self.nlp(text), language)

    def unread(self, text: str, language: str) -> NlpArtifacts:
        """Tokens and plain lemmas only: enough for patterns and their cues, at no model's cost."""
        return self._artifacts(lemmas.set_lemmas(self.nlp.make_doc(text)), language)

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,
        n_process: int = 1,
        **_: object,
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        for doc in self.nlp.pipe(texts, batch_size=batch_size):
            yield doc.text, self._artifacts(doc, language)

    def is_stopword(self, word: str, language: str) -> bool:
        return bool(self.nlp.vocab[word].is_stop)

    def is_punct(self, word: str, language: str) -> bool:
        return bool(self.nlp.vocab[word].is_punct)

    def get_supported_entities(self) -> list[str]:
        return sorted({"PERSON", "ADDRESS"})

    def get_supported_languages(self) -> list[str]:
        return [ENGLISH]

    @staticmethod
    def _artifacts(doc: Doc, language: str) -> NlpArtifacts:
        """No engine is passed on, so Presidio skips its keyword list, which nothing here reads."""
        return NlpArtifacts(
            entities=list(doc.ents),
            tokens=doc,
            tokens_indices=[token.idx for token in doc],
            lemmas=[token.lemma_.lower() for token in doc],
            nlp_engine=None,
            language=language,
        )
