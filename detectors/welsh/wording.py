"""Wording of Welsh that ties a subject to a person, or makes a text one about the subject alone."""

import re

# A piece of work; in Welsh it stands before its subject: "polisi diogelu plant".
_WORK = (
    r"(?:[pb]olis\w{1,4}|pholis\w{1,4}|d?daflen\w{0,2}|t?aflen\w{0,2}|thaflen\w{0,2}|hyfforddiant|"
    r"g?wasanaeth\w{0,3}|ngwasanaeth\w{0,3}|cyrsiau|[cg]wrs|chwrs|cynhadledd flynyddol|"
    r"[cg]anllaw\w{0,3}|"
    r"chanllaw\w{0,3}|[cg]wis|ymgyrch\w{0,4}|hymgyrch\w{0,4}|sesi\w{1,6}|g?weithdy\w{0,3}|"
    r"strategaeth\w{0,3}|ymwybyddiaeth|ystadegau|hystadegau|[cg]yflwyniad\w{0,3}|"
    r"chyflwyniad\w{0,3}|"
    r"adroddiad\w{0,3}|hadroddiad\w{0,3}|[cg]ynllun gweithredu|[pb]oster\w{0,2}|erthygl\w{0,3}|"
    r"adran|t\u00eem|d\u00eem|nyrs|hawliau|mis hanes|rhwydwaith|gofynion|[cg]ategor\w{2,5}|"
    r"diffiniad|"
    r"[cg]ymorth|atal|lleihau|[cg]yfradd\w{0,3}|nifer\w{0,3}|achosion o|wythnos|diwrnod|g?wyliau|"
    r"[tdr]h?estr\w{0,2}|ymgynghoriad|[dn]d?atganiad|cynrychiolwyr|gynrychiolwyr|elusen\w{0,3}|"
    r"gofalwyr|llinell gymorth|newyddlen|blog|posteri|hyrwyddwr|hyrwyddwyr|therapydd)"
)
_LEAD = re.compile(rf"(?i)\b{_WORK}(?: (?!ei\b|ar ei\b)[\w'\u2019]{{1,15}},?){{0,2}} $")
_LEAD_REACH = 60
# Between a person and a term: what somebody is, has or lives through.
STATE = re.compile(
    r"(?i)\b(?:yn|wedi|yw|ydy|ydi|sydd|sy|mae|gan|gyda|oherwydd|newydd|cael|gael|gafodd|cafodd|"
    r"dioddef|bod|fod|oedd|roedd|ers|dan|ac|ag|ei|bu|fu|arno|arni)\b|['\u2019](?:n|r)\b"
)
LOOSE = re.compile(
    rf"(?i)\b(?:ynghylch|yngl\u0177n|trefnu|cyflwyno|cadeirio|ymchwil|drafft\w{{0,4}}|{_WORK})\b"
)
GENERAL = re.compile(
    r"(?i)\b(?:[pb]obl|phobl|trigolion|[cg]leifion|[pb]reswylwyr|oedolion|teuluoedd|"
    r"[dn]?d?isgyblion|"
    r"rhieni|pawb|unrhyw un|beth yw|beth ydy|eglurwch|esboniwch|polisi|bolisi|taflen|daflen|"
    r"canllawiau|"
    r"ganllawiau|hyfforddiant|strategaeth|ymgynghoriad|ystadegau|cwis|ymgyrch|y cyhoedd|cymunedau|"
    r"staff (?!wrth)(?:hoyw|anabl|duon)|dioddefwyr|troseddwyr|gofalwyr|gwirfoddolwyr|mis hanes|"
    r"calendr|"
    r"y sir|diffiniad|gwefan|wefan|rhestrwch)\b|\d ?%"
)


def names_work(text: str, start: int) -> bool:
    """True for a term that a piece of work, a body or a job before it is about."""
    return _LEAD.search(text, max(0, start - _LEAD_REACH), start) is not None
