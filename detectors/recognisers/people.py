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
    """address ai al-adha al-fitr alexa amazon anthropic apa apple arial arxiv asap assistant august
    aws azure bar bard baz bloggs calibri canva chair chatgpt cheers christmas claude cllr
    confluence copilot cortana council councillor councils covid csv cv date dear
    december deepseek diwali docker dpia dr draft dsar dynamics easter eid email excel false
    faq february figma fixme foi foo fri friday fyi garamond gdpr gemini gen genai github
    google gran grok hanukkah harvard hashanah hello helvetica hey hi holi hr html ipsum it
    january java javascript jenkins jira joe json july kippur kpi lent llama lorem madam
    manager mayor microsoft miss mistral mla monday mr mrs ms mum n/a na name nan nb
    none note november null october officer onedrive openai outlook passover pdf perplexity
    phone please power powerpoint ps python ramadan ref regards resident residents rosh
    salesforce sat saturday september sharepoint sir siri slack sql subject summary sun sunday
    system tba tbc tbd teams tenant thanks thu thur thurs thursday todo trello true tue tues
    tuesday user vaisakhi verdana wed wednesday weds word xml yom zoom""".split()  # noqa: SIM905
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

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        return people(artifacts)


class ModelAddress(Rule):
    """Addresses as the model sees them: they need no number ("Rose Cottage, Nether Wick")."""

    entity = "ADDRESS"

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        return (hit for _, hit in model_spans(artifacts, frozenset({"ADDRESS"})))
