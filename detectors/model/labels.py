"""What the shipped model tells apart, in the order of its outputs."""

LABELS = (
    "PERSON",
    "FIGURE",
    "LOCATION",
    "ORGANIZATION",
    "ADDRESS",
    "DATE_OF_BIRTH",
    "AGE",
    "PHONE",
    "REFERENCE",
    "USERNAME",
    "CREDENTIAL",
)
"""FIGURE is a public, historic or fictional person; REFERENCE any number kept about somebody."""

SENSITIVE = (
    "health",
    "ethnicity",
    "religion",
    "trade_union",
    "sexual_orientation",
    "sex_life",
    "genetic",
    "biometric",
    "politics",
    "criminal_offence",
    "child_safeguarding",
)
"""What a text may state about one individual; a subject it is only about does not count."""
