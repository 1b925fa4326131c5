"""Street addresses with a number, and postcodes."""

import pytest

from tests.unit.detectors.scanning import Found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("She lives at 14 Elm Grove, Leeds LS1 4AB now.", "14 Elm Grove"),
        ("Flat 2, 60 Tenter Street", "60 Tenter Street"),
        ("Mrs Puw, 17 Rhodfa'r M\u00f4r, Aberfelin", "17 Rhodfa'r M\u00f4r, Aberfelin"),
        ("Mrs Puw, 6 Glan yr Afon, Dolwyddan", "6 Glan yr Afon, Dolwyddan"),
        (
            "Mr Huws, Fflat 12, Llys Cennin, Heol yr Orsaf, Aberllwyd CF99 4TL",
            "Heol yr Orsaf, Aberllwyd CF99 4TL",
        ),
        ("Mr Huws, T\u0177'n Llan, Ffordd yr Eglwys", "T\u0177'n Llan, Ffordd yr Eglwys"),
        ("Mr Huws o Fwthyn, sef Bwthyn y Felin, Cwmsarn Uchaf", "Bwthyn y Felin, Cwmsarn Uchaf"),
        ("visit 9 spindle court tomorrow", "9 spindle court"),
        (
            "Mr Bell, 14 Pendle Rise, Calderwick, CW3 8QT, rang",
            "14 Pendle Rise, Calderwick, CW3 8QT",
        ),
        ("She is at The Willows, Bell Lane, Nether Wick", "The Willows, Bell Lane"),
        (
            "his flat, Flat 3/1, 18 Ropework Lane, Glasgow G41 9XX",
            "Flat 3/1, 18 Ropework Lane, Glasgow G41 9XX",
        ),
        (
            "Mrs Parry: Bryn Eithin, Heol y Capel, Llanfadog SA99 2TR",
            "Bryn Eithin, Heol y Capel, Llanfadog SA99 2TR",
        ),
        (
            "Mrs Magill, 77 Ballymacarn Road, Dromlough, BT99 8XR",
            "77 Ballymacarn Road, Dromlough, BT99 8XR",
        ),
        (
            "Ms Vance\nGarden Flat\n19 Regent Crescent\nWEXMOOR\nWX2 4PB",
            "19 Regent Crescent\nWEXMOOR\nWX2 4PB",
        ),
        ("MR TATTON OF NO 6 HOPWOOD MEWS", "6 HOPWOOD MEWS"),
        ("she lives c/o 7 Bramble Yard, Lower Pellow, CW9 1RT", "c/o 7 Bramble Yard"),
        (
            "her room is Flat 9, Tolpuddle House, Barrow Street",
            "Flat 9, Tolpuddle House, Barrow Street",
        ),
        ("moved from 5 Lark Hill to The Old Forge, Church Street, Tilbrook", "Old Forge"),
    ],
)
def test_an_address_is_found(ruled: Found, text: str, part: str) -> None:
    assert any(part in value for value in ruled(text, "ADDRESS"))


@pytest.mark.parametrize(
    "text", ["620 km of road resurfaced", "section 84 of the Road Traffic Act"]
)
def test_a_length_of_road_or_a_statute_is_no_address(ruled: Found, text: str) -> None:
    assert not ruled(text, "ADDRESS")


def test_a_postcode_alone_stays_weak_and_a_cue_lifts_it(ruled: Found) -> None:
    assert 0.3 <= ruled("LS1 4AB", "UK_POSTCODE", 0.3)["LS1 4AB"] < 0.5
    assert ruled("my postcode is LS1 4AB", "UK_POSTCODE")


@pytest.mark.parametrize("text", ["the B1 2nd edition", "A1 1st prize", "QX1 1CI", "ls1 4ab"])
def test_what_only_looks_like_a_postcode_is_none(ruled: Found, text: str) -> None:
    assert not ruled(text, "UK_POSTCODE", 0.0)


@pytest.mark.parametrize("text", ["EC1A 1BB", "BFPO 57", "GIR 0AA", "FIQQ 1ZZ", "LS14AB"])
def test_every_form_of_postcode_is_found_beside_a_cue(ruled: Found, text: str) -> None:
    assert text in ruled(f"postcode {text}", "UK_POSTCODE")


@pytest.mark.parametrize(
    "text",
    [
        "Town Hall, 1 Corporation Square, Northmere",
        "Mrs Bell must come to the Civic Centre, 1 Corporation Square",
        "24/01877/FUL 3 Tanners Row: new shopfront",
        "Warm Hub, 12 Station Parade, Thorley",
        'specimen: "1 Any Street"',
        "It took 10 minutes to walk and 4 weeks to close",
        "19 Feb GP Dr",
    ],
)
def test_premises_sites_and_specimens_are_nobodys_home(ruled: Found, text: str) -> None:
    assert not ruled(text, "ADDRESS")


def test_a_postcode_beside_a_person_counts_and_an_outward_code_does_not(ruled: Found) -> None:
    assert "NM4  6TT" in ruled("Mrs Bell NM4  6TT", "UK_POSTCODE")
    assert "yo99 8tw" in ruled("collection day for yo99 8tw, my mum asks", "UK_POSTCODE")
    assert not ruled("my e10 2nd prize and her m25 7am train", "UK_POSTCODE")
    assert "hx7 4nb" in ruled("her postcode is hx7 4nb", "UK_POSTCODE")
    assert not ruled("Mrs Bell moved from HX7 to LS1", "UK_POSTCODE")
    assert not ruled("validate postcodes; must accept GIR 0AA", "UK_POSTCODE")


def test_town_and_postcode_belong_to_the_address_they_follow(ruled: Found) -> None:
    address = "Flat 2, 60 Tenter Street, Leeds, LS1 4AB"
    assert address in ruled(f"Send it to {address} today.", "ADDRESS")
