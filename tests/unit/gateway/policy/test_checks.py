"""The list of checks, and the narrow parts of some that the golden cases do not show."""

from dataclasses import replace
from datetime import date

import pytest

from detectors.types import Category
from gateway.policy import checks
from gateway.policy.question import Question
from gateway.policy.registry import CHECKS, check
from gateway.settings.thresholds import CategoryThresholds, Thresholds
from gateway.types import Assessment, Destination, Hit, Interaction, Person, Prompt
from tests.make import hit, interaction, segment, service, tool

TODAY = date(2026, 11, 23)
TEXT = "Margaret Okonkwo"
NAME = hit(TEXT, TEXT)


def question(
    asked: Interaction | None = None, *hits: Hit, thresholds: Thresholds | None = None
) -> Question:
    return Question(
        interaction=asked or interaction(segment(TEXT)),
        hits=hits,
        today=TODAY,
        thresholds=thresholds or Thresholds(),
    )


def to(**changes: object) -> Interaction:
    destination = Destination(host="h", service=service(), tool=tool(**changes))
    return interaction(segment(TEXT), destination=destination)


def test_the_checks_that_policy_files_can_name() -> None:
    assert sorted(CHECKS) == [
        "anonymous",
        "assessment",
        "files",
        "findings",
        "foreign-key",
        "group",
        "provider-history",
        "region",
        "review-overdue",
        "signed-out",
        "tool-approval",
        "tool-not-listed",
        "unread",
        "wire-format",
    ]


def test_history_carried_on_the_same_connection_is_not_hidden_history() -> None:
    asked = interaction(segment(TEXT))
    hidden = replace(asked, prompt=replace(asked.prompt, conversation="resp_1"))
    seen = replace(asked, prompt=replace(hidden.prompt, carried=True))
    assert checks.provider_history(question(hidden)) is not None
    assert checks.provider_history(question(seen)) is None


def test_a_wire_format_is_told_by_its_name() -> None:
    asked = interaction(segment(TEXT))
    spoken = replace(asked, prompt=replace(asked.prompt, dialect="generic.socket"))
    formats = frozenset({"generic.socket", "openai.realtime"})
    assert checks.wire_format(question(spoken), formats=formats) is not None
    assert checks.wire_format(question(asked), formats=formats) is None
    page = replace(asked, prompt=replace(asked.prompt, dialect="generic.page"))
    for name in ("generic", "generic.page"):
        assert checks.wire_format(question(page), formats=frozenset({name})) is not None


def test_a_tool_may_do_what_is_refused_elsewhere() -> None:
    asked = interaction(segment(TEXT))
    prompt = replace(asked.prompt, dialect="web.typing", account="none")
    refused = replace(asked, prompt=prompt)
    assert refused.tool
    tool = replace(refused.tool, allows=frozenset({"web.typing", "signed-out"}))
    allowed = replace(refused, destination=replace(refused.destination, tool=tool))
    formats = frozenset({"web.telemetry", "web.typing"})
    assert checks.wire_format(question(refused), formats=formats) is not None
    assert checks.wire_format(question(allowed), formats=formats) is None
    assert checks.signed_out(question(refused)) is not None
    assert checks.signed_out(question(allowed)) is None


def test_two_checks_of_one_name_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="two policy checks"):
        check("group", when="")(checks.group)


def test_checks_about_the_tool_leave_an_unlisted_one_to_its_own_check() -> None:
    nowhere = Destination(host="h", service=service(), tool=None)
    asked = question(interaction(segment(TEXT), destination=nowhere), NAME)
    assert checks.tool_not_listed(asked) is not None
    for silent in (checks.group, checks.region, checks.review_overdue, checks.foreign_key):
        assert silent(asked) is None
    assert checks.assessment(asked) is None


def test_nothing_is_authorised_for_a_tool_that_is_not_listed() -> None:
    nowhere = Destination(host="h", service=service(), tool=None)
    asked = question(interaction(segment(TEXT), destination=nowhere), NAME)
    assert checks.findings(asked, authorised=True) is None
    assert checks.findings(asked, authorised=False) is not None


@pytest.mark.parametrize(
    ("score", "speaks"), [(0.29, False), (0.3, True), (0.49, True), (0.5, False)]
)
def test_a_band_of_scores_is_closed_below_and_open_above(score: float, *, speaks: bool) -> None:
    asked = question(None, hit(TEXT, TEXT, score=score))
    spoken = checks.findings(asked, min_score=0.3, below_score=0.5)
    assert (spoken is not None) is speaks


STRICT = Thresholds(categories=CategoryThresholds(personal=0.7), entities={"UK_POSTCODE": 0.8})


@pytest.mark.parametrize(
    ("entity", "score", "counts", "uncertain"),
    [
        ("PERSON", 0.14, False, False),
        ("PERSON", 0.15, False, True),
        ("PERSON", 0.69, False, True),
        ("PERSON", 0.7, True, False),
        ("UK_POSTCODE", 0.79, False, True),
        ("UK_POSTCODE", 0.8, True, False),
    ],
)
def test_a_finding_counts_from_its_entitys_threshold_or_its_categorys(
    entity: str, score: float, *, counts: bool, uncertain: bool
) -> None:
    asked = question(None, hit(TEXT, TEXT, entity, score=score), thresholds=STRICT)
    assert (checks.findings(asked) is not None) is counts
    assert (checks.findings(asked, uncertain=True) is not None) is uncertain


def test_a_rules_own_scores_win_over_the_thresholds() -> None:
    asked = question(None, hit(TEXT, TEXT, score=0.6), thresholds=STRICT)
    assert checks.findings(asked) is None
    assert checks.findings(asked, min_score=0.6) is not None
    assert checks.findings(asked, uncertain=True, min_score=0.65) is None
    assert checks.findings(asked, uncertain=True, below_score=0.6) is None


def test_secrets_count_from_their_own_threshold_in_every_check_that_asks_for_findings() -> None:
    unknown = interaction(segment(TEXT), person=Person(id="anonymous", source="anonymous"))
    secret = hit(TEXT, TEXT, "CREDENTIAL", category=Category.SECRET, score=0.4)
    name = hit(TEXT, TEXT, score=0.4)
    everything = frozenset(Category)
    assert checks.anonymous(question(unknown, secret), with_findings=everything) is not None
    assert checks.anonymous(question(unknown, name), with_findings=everything) is None
    assert checks.assessment(question(to(dpia=None), name)) is None


def test_findings_can_be_narrowed_to_entities() -> None:
    asked = question(None, NAME, hit(TEXT, "Okonkwo", "UK_POSTCODE"))
    spoken = checks.findings(asked, entities=frozenset({"PERSON"}))
    assert spoken is not None
    assert spoken.hits == (NAME,)


def test_an_assessment_without_an_end_does_not_expire() -> None:
    asked = question(to(eqia=Assessment(reference="E-1")), NAME)
    assert checks.assessment(asked, kind="eqia") is None
    assert checks.assessment(question(to(eqia=None), NAME), kind="eqia") is not None


def test_what_the_dpia_is_about_can_be_chosen() -> None:
    asked = question(to(dpia=None), NAME)
    assert checks.assessment(asked, categories=frozenset({Category.CONFIDENTIAL})) is None


def test_days_of_grace_after_a_review_date() -> None:
    asked = question(to(review=date(2026, 11, 20)))
    assert checks.review_overdue(asked) is not None
    assert checks.review_overdue(asked, grace_days=2) is not None
    assert checks.review_overdue(asked, grace_days=3) is None
    assert checks.review_overdue(question(to(review=None))) is None


def test_an_anonymous_person_only_with_findings() -> None:
    unknown = Person(id="anonymous", source="anonymous")
    asked = interaction(segment(TEXT), person=unknown)
    personal = frozenset({Category.PERSONAL})
    assert checks.anonymous(question(asked)) is not None
    assert checks.anonymous(question(asked), with_findings=personal) is None
    assert checks.anonymous(question(asked, NAME), with_findings=personal) is not None
    assert checks.anonymous(question(None, NAME), with_findings=personal) is None


def test_provider_history_can_be_allowed() -> None:
    prompt = Prompt(dialect="openai.responses", segments=(), conversation="resp_1")
    asked = question(interaction(prompt=prompt))
    assert checks.provider_history(asked) is not None
    assert checks.provider_history(asked, allow=True) is None


def test_an_unknown_region_is_not_an_allowed_one() -> None:
    asked = question(to(storage_regions=frozenset({"uk"})))
    spoken = checks.region(asked)
    assert spoken is not None
    assert spoken.words["detail"] == "storage region: not known"
    assert checks.region(asked, place="processing") is None


def test_without_named_regions_any_will_do() -> None:
    assert checks.region(question()) is None
