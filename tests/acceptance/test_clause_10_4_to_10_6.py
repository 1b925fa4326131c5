"""Clauses 10.4 DPIA, 10.5 who may use a tool, 10.6 where it works; 7.2 whose key; 16 review."""

from tests.acceptance.records import newest
from tests.served import Served

PERSONAL = "Write to Margaret Okonkwo about her rent."
CLEAN = "Summarise the bin rota"


def test_private_data_needs_a_valid_dpia(served: Served) -> None:
    reply = served.chat(PERSONAL, host="api.deepseek.com")
    assert reply.status_code == 403
    assert "clause 10.4" in reply.text


def test_clean_prompts_pass_though_the_dpia_is_over(served: Served) -> None:
    assert served.chat(CLEAN, host="api.deepseek.com").status_code == 200


def test_a_tool_is_for_its_groups(served: Served) -> None:
    refused = served.chat(CLEAN, host="api.groq.com", person="amina.hussain")
    assert refused.status_code == 403
    assert "clause 10.5" in refused.text
    assert served.chat(CLEAN, host="api.groq.com", person="joe.bright").status_code == 200


def test_a_region_that_was_not_approved_is_refused(served: Served) -> None:
    reply = served.chat(CLEAN, host="api.x.ai")
    assert reply.status_code == 403
    assert "clause 10.6" in reply.text
    assert served.provider.received == []


def test_a_key_that_is_not_the_organisations_is_refused(served: Served) -> None:
    reply = served.chat(CLEAN, host="openrouter.ai")
    assert reply.status_code == 403
    assert "clause 7.2" in reply.text


def test_an_overdue_review_is_noted_and_does_not_block(served: Served) -> None:
    assert served.chat(CLEAN, host="api.together.xyz").status_code == 200
    row = newest(served)
    assert row["effect"] == "notify"
    assert "16" in row["clauses"]
