"""Our analyser gives what Presidio's own would give, for less."""

from hypothesis import given
from hypothesis import strategies as st
from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.analyzer_engine import AnalyzerEngine

from detectors.analyser import outermost
from detectors.context import NearbyCues
from detectors.engine import HEARD, Engine
from detectors.language import ENGLISH

Shown = tuple[str, int, int, float]
RESULTS = st.builds(
    lambda entity, start, size, score: RecognizerResult(entity, start, start + size, score),
    st.sampled_from("AB"),
    st.integers(0, 12),
    st.integers(1, 6),
    st.sampled_from([0.0, 0.4, 0.8]),
)
TEXTS = (
    "Ada Bell, NHS number 943 476 5919, of 4 Quay Street, Northmere NM4 6TT, born 3 May 1980.",
    "password: Harrier-Comet-23, passport 502135326, 07700 900456 and 10.0.0.7",
    "Nothing to see.",
    "",
)


def shown(results: list[RecognizerResult]) -> set[Shown]:
    return {(r.entity_type, r.start, r.end, r.score) for r in results}


@given(results=st.lists(RESULTS))
def test_what_lies_in_a_better_result_of_its_entity_goes_as_presidio_has_it(
    results: list[RecognizerResult],
) -> None:
    assert shown(outermost(results)) == shown(EntityRecognizer.remove_duplicates(results))


def test_the_same_texts_give_the_same_results_as_presidios_own_loop(engine: Engine) -> None:
    ours = engine._analyser
    own = AnalyzerEngine(
        registry=ours.registry,
        nlp_engine=ours.nlp_engine,
        supported_languages=[ENGLISH],
        context_aware_enhancer=NearbyCues(),
        default_score_threshold=HEARD,
    )
    found = [shown(ours.analyze(text, ENGLISH)) for text in TEXTS]
    assert found == [shown(own.analyze(text, ENGLISH)) for text in TEXTS]
    assert len(found[0]) > 3
