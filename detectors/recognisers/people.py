"""People: what the language model found, less products and jargon, and the same names elsewhere."""

import re
from collections.abc import Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from detectors.model.spans import model_spans
from detectors.names import named_by_title, repeated, signed, taken
from detectors.rule import Hit, Rule

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


def people(artifacts: NlpArtifacts) -> Iterator[Hit]:
    """The people the model found in a text; a public figure has a low score of being private."""
    for span, hit in model_spans(artifacts, frozenset({"PERSON", "PER", "FIGURE"})):
        if is_person(span.doc.text[hit.start : hit.end]):
            yield hit


class Person(Rule):
    """Every named private individual: what the model found, and the same names elsewhere."""

    entity = "PERSON"

    def find(self, text: str, artifacts: NlpArtifacts) -> Iterator[Hit]:
        found = list(people(artifacts))
        yield from found
        yield from named_by_title(text, found)
        yield from signed(text, found)
        yield from repeated(text, found, taken(artifacts))
