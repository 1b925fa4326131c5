"""People and addresses: what the language model found, less the products and jargon."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.tokens import Span

from detectors.model.component import found_by_model
from detectors.rule import Hit, Rule

OTHER_PIPELINE_SCORE = 0.85  # a pipeline without probabilities: Presidio's usual figure

# Capitalised words that models take for people: products, assistants, office and table jargon.
_NOT_PEOPLE = frozenset(
    """genai gen ai chatgpt copilot gemini claude siri alexa cortana bard llama mistral grok dan
    openai anthropic perplexity deepseek microsoft google apple amazon teams excel word outlook
    powerpoint sharepoint onedrive azure aws python java javascript docker jenkins github jira
    confluence slack zoom trello figma canva dynamics salesforce power bi pdf csv json xml sql html
    mla apa harvard arxiv ps nb tbc tbd tba n/a na fyi asap faq kpi dpia foi dsar gdpr hr it cv
    mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november
    december dear hi hello hey thanks regards cheers sir madam mum dad nan gran mr mrs ms miss dr
    councillor cllr council councils chair mayor officer manager resident residents tenant user
    assistant system please note summary draft subject date name ref address phone email lorem ipsum
    foo bar baz joe bloggs todo fixme null none true false""".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W_][\w'\u2019/-]*")


def is_person(text: str) -> bool:
    """False for a lone letter, a product, or words all of which are jargon."""
    words = [word.casefold().removesuffix("'s") for word in _WORD.findall(text)]
    if sum(map(len, words)) < 2 or not any(c.isalpha() for c in text):
        return False
    return not all(word in _NOT_PEOPLE for word in words)


def model_spans(artifacts: NlpArtifacts, labels: frozenset[str]) -> Iterator[tuple[Span, Hit]]:
    """The entities of these labels, with exact offsets and score where the model gave them."""
    for span in artifacts.entities:
        if span.label_ not in labels:
            continue
        found = found_by_model(span)
        if found:
            yield span, Hit(found.start, found.end, found.score)
        else:
            yield span, Hit(span.start_char, span.end_char, OTHER_PIPELINE_SCORE)


def people(artifacts: NlpArtifacts) -> Iterator[Hit]:
    """The people the model found in a text."""
    for span, hit in model_spans(artifacts, frozenset({"PERSON", "PER"})):
        text = span.doc.text[hit.start : hit.end]
        if is_person(text):
            yield hit


class Person(Rule):
    """Every named individual; LOCATION and ORGANIZATION of the model are context only."""

    entity = "PERSON"

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:  # noqa: ARG002
        return people(artifacts)


class ModelAddress(Rule):
    """Addresses as the model sees them: they need no number ("Rose Cottage, Nether Wick")."""

    entity = "ADDRESS"

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:  # noqa: ARG002
        return (hit for _, hit in model_spans(artifacts, frozenset({"ADDRESS"})))
