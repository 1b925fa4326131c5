"""The words of the page that refuses, in English and Welsh."""

from collections.abc import Mapping

PAGE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "This request was not sent",
        "lead": (
            "Our policy on generative AI does not allow it."
            " Nothing you typed has left the organisation."
        ),
        "why": "Why",
        "clause": "clause",
        "next": "What you can do next",
        "advice": (
            "Follow the advice above, then go back and try again."
            " Sending the same text again gives the same result."
        ),
        "help": "If you need help",
        "contact": "Contact",
        "mistake": "If you think this is a mistake, tell them and quote the reference.",
        "reference": "Reference, to quote when you ask",
    },
    "cy": {
        "title": "Ni chafodd y cais hwn ei anfon",
        "lead": (
            "Nid yw ein polisi ar AI cynhyrchiol yn ei ganiatáu."
            " Nid oes dim a deipiwyd gennych wedi gadael y sefydliad."
        ),
        "why": "Pam",
        "clause": "cymal",
        "next": "Beth allwch chi ei wneud nesaf",
        "advice": (
            "Dilynwch y cyngor uchod, yna ewch yn ôl a rhowch gynnig arall arni."
            " Bydd anfon yr un testun eto'n rhoi'r un canlyniad."
        ),
        "help": "Os oes angen cymorth arnoch",
        "contact": "Cyswllt",
        "mistake": "Os credwch mai camgymeriad yw hwn, dywedwch wrthynt gan nodi'r cyfeirnod.",
        "reference": "Cyfeirnod, i'w nodi wrth ofyn",
    },
}
