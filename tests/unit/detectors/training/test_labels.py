"""Every label has its two classes, and every label of a record has a place in the model."""

from detectors.model.labels import LABELS
from detectors.training.labels import OPEN, OUTSIDE, OWN, OWN_BENIGN, begin, inside
from detectors.training.markup import LABELS as WRITTEN


def test_no_two_labels_share_a_class() -> None:
    classes = [OUTSIDE, *map(begin, LABELS), *map(inside, LABELS)]
    assert sorted(classes) == list(range(1 + 2 * len(LABELS)))


def test_a_label_ends_in_the_class_after_the_one_it_begins_with() -> None:
    # detectors/model/tagger.py reads them in this order.
    assert [inside(label) - begin(label) for label in LABELS] == [1] * len(LABELS)


def test_what_people_write_becomes_a_label_of_the_model_or_is_for_patterns() -> None:
    assert set(OWN.values()) == set(LABELS)
    assert WRITTEN - set(OWN) == {"EMAIL", "IP_ADDRESS"}


def test_every_identifier_is_a_reference_and_a_postcode_is_part_of_an_address() -> None:
    assert {OWN[label] for label in WRITTEN if label.startswith("UK_")} == {"REFERENCE"}
    assert OWN["POSTCODE"] == "ADDRESS"


def test_what_is_nobodys_becomes_no_private_label() -> None:
    assert set(OWN_BENIGN.values()) == {"FIGURE", "LOCATION", "ORGANIZATION"}
    assert set(OWN_BENIGN) <= WRITTEN


def test_what_no_open_corpus_annotates_is_no_label_of_one() -> None:
    assert set(OPEN) == set(LABELS) - {"PERSON", "FIGURE", "LOCATION", "ORGANIZATION", "ADDRESS"}
