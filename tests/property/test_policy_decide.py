"""What holds for every policy: rules only ever add strictness, observe changes nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from detectors.types import Category, Finding
from gateway.policy.decide import Policy, build, decide
from gateway.settings.policy_file import PolicyFile, RuleRow
from gateway.types import Decision, Effect, Hit, Interaction, Person, Prompt, Segment, Unread
from tests.make import interaction, tool
from tests.unit.gateway.policy.register import TODAY

_CHECKS = st.one_of(
    st.fixed_dictionaries(
        {
            "check": st.just("findings"),
            "params": st.fixed_dictionaries(
                {
                    "categories": st.lists(st.sampled_from([*Category]), min_size=1),
                    "authorised": st.sampled_from([None, True, False]),
                    "min_score": st.sampled_from([None, 0.0, 0.5, 0.8]),
                    "uncertain": st.booleans(),
                }
            ),
            "effect": st.sampled_from([effect.word for effect in Effect]),
        }
    ),
    st.fixed_dictionaries(
        {
            "check": st.sampled_from(["unread", "group", "anonymous", "tool-not-listed"]),
            "effect": st.sampled_from(["allow", "notify", "justify", "block"]),
        }
    ),
)
_ROWS = st.builds(
    lambda check, mode: check | {"clause": "10.3", "message": "m", "mode": mode},
    _CHECKS,
    st.sampled_from(["enforce", "observe"]),
)
_SEGMENTS = st.builds(
    Segment,
    path=st.just("p"),
    role=st.just("user"),
    text=st.just("twelve chars"),
    new=st.booleans(),
    writable=st.booleans(),
)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    rows = draw(st.lists(_ROWS, min_size=1, max_size=6))
    made = (RuleRow.model_validate({"id": f"r{n}"} | row) for n, row in enumerate(rows))
    return build(PolicyFile(rules=tuple(made)), version="v")


@st.composite
def situations(draw: st.DrawFn) -> tuple[Interaction, tuple[Hit, ...]]:
    segments = tuple(draw(st.lists(_SEGMENTS, min_size=1, max_size=4)))
    hits = draw(
        st.lists(
            st.builds(
                Hit,
                segment=st.integers(0, len(segments) - 1),
                finding=st.builds(
                    Finding,
                    entity=st.just("PERSON"),
                    category=st.sampled_from([*Category]),
                    start=st.integers(0, 5),
                    end=st.integers(6, 12),
                    score=st.floats(0, 1),
                    recogniser=st.just("test"),
                ),
            ),
            max_size=6,
        )
    )
    unread = draw(st.lists(st.just(Unread(part="p", why="an image")), max_size=1))
    source = draw(st.sampled_from(["credentials", "anonymous"]))
    made = interaction(
        prompt=Prompt(dialect="d", segments=segments, unread=tuple(unread)),
        person=Person(id="x", source=source),
        justification=draw(st.sampled_from(["", "because"])),
    )
    chosen = draw(st.sampled_from([None, tool(), tool(data=frozenset(), groups=frozenset("g"))]))
    return replace(made, destination=replace(made.destination, tool=chosen)), tuple(hits)


def decided(policy: Policy, situation: tuple[Interaction, tuple[Hit, ...]]) -> Decision:
    asked, hits = situation
    return decide(policy, asked, hits, today=TODAY)


@given(policies(), policies(), situations())
def test_adding_rules_never_lowers_the_effect_or_replaces_less(
    first: Policy, second: Policy, situation: tuple[Interaction, tuple[Hit, ...]]
) -> None:
    one = decided(first, situation)
    both = decided(replace(first, rules=(*first.rules, *second.rules)), situation)
    assert both.effect >= one.effect
    assert set(both.mask) >= set(one.mask)


@given(policies(), situations())
def test_rules_in_observe_mode_change_nothing_but_what_is_observed(
    policy: Policy, situation: tuple[Interaction, tuple[Hit, ...]]
) -> None:
    enforced = replace(policy, rules=tuple(rule for rule in policy.rules if rule.enforced))
    assert replace(decided(policy, situation), observed=()) == decided(enforced, situation)


@given(policies(), situations())
def test_the_effect_is_the_strictest_reasons_and_there_is_always_one(
    policy: Policy, situation: tuple[Interaction, tuple[Hit, ...]]
) -> None:
    decision = decided(policy, situation)
    assert decision.effect is max(reason.effect for reason in decision.reasons)
    assert decision.clauses


@given(policies(), situations())
def test_the_order_of_rules_and_hits_does_not_matter(
    policy: Policy, situation: tuple[Interaction, tuple[Hit, ...]]
) -> None:
    asked, hits = situation
    turned = replace(policy, rules=policy.rules[::-1])
    one, other = decided(policy, situation), decided(turned, (asked, hits[::-1]))
    assert (one.effect, set(one.mask)) == (other.effect, set(other.mask))


@given(policies(), situations())
def test_history_alone_never_blocks_unless_it_cannot_be_replaced(
    policy: Policy, situation: tuple[Interaction, tuple[Hit, ...]]
) -> None:
    asked, hits = situation
    clean = decided(policy, (asked, ()))
    old = tuple(hit for hit in hits if not asked.prompt.segments[hit.segment].new)
    decision = decided(policy, (asked, old))
    fixed = any(not asked.prompt.segments[hit.segment].writable for hit in decision.mask)
    assert decision.blocked == (clean.blocked or fixed)


@given(policies(), situations())
def test_what_leaves_holds_nothing_that_an_enforced_rule_wanted_replaced(
    policy: Policy, situation: tuple[Interaction, tuple[Hit, ...]]
) -> None:
    decision = decided(policy, situation)
    wanted = {
        hit
        for reason in decision.reasons
        if reason.effect >= Effect.PSEUDONYMISE
        for hit in reason.hits
    }
    assert wanted <= set(decision.mask)
