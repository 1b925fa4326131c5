"""A flow's passage: nothing is allowed until somebody says so."""

from mitmproxy.test import tflow

from addons.passage import Stamp, passage


def test_a_new_passage_allows_nothing_and_is_kept() -> None:
    flow = tflow.tflow()
    assert passage(flow).stamp is Stamp.NONE
    passage(flow).stamp = Stamp.FORWARD
    assert passage(flow).stamp is Stamp.FORWARD
    assert passage(tflow.tflow()).stamp is Stamp.NONE
