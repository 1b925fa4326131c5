"""Keys of known services and private keys: forms that their issuers gave them."""

import re

from detectors.gates import InLongRun, LongRun, OneOf
from detectors.rule import PatternRule

_UUID = r"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}"
_CLOUD = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}|"  # Amazon Web Services
    r"[\w~.-]{3}\dQ~[\w~.-]{15,40}|"  # Microsoft Entra client secret
    r"[A-Za-z\d]{76}AZDO[A-Za-z\d]{4}|"  # Azure DevOps
    r"(?:Account|SharedAccess|SharedSecret)Key=[A-Za-z\d+/]{40,90}={0,2}|"  # Azure storage, bus
    r"AIza[\w-]{35}|ya29\.[\w-]{20,300}|GOCSPX-[\w-]{20,40}|1//0[\w-]{40,120}|"  # Google
    r"do[opr]_v1_[\da-f]{64}|dapi[\da-f]{32}|HRKU-[\w-]{36,80}|FlyV1 [\w+/=,-]{40,500}|"
    r"hv[sb]\.[\w-]{20,200}|[A-Za-z\d]{14}\.atlasv1\.[\w-]{60,80}|dp\.(?:pt|st)\.[\w.]{40,60}"
)
_CODE_HOSTS = (
    r"gh[pousr]_[A-Za-z\d]{36,255}|github_pat_\w{22,255}|"
    r"gl(?:pat|dt|rt|ptt|ft|soat|imt|agent|cbt)-[\w-]{20,64}|GR1348941[\w-]{20}|"
    r"ATATT3[\w=+/-]{40,250}|ATBB[A-Za-z\d]{28,40}|"
    r"npm_[A-Za-z\d]{36}|pypi-[\w-]{40,300}|rubygems_[\da-f]{48}|dckr_pat_[\w-]{20,40}|"
    r"figd_[\w-]{40}|lin_api_[A-Za-z\d]{40}|ntn_[A-Za-z\d]{40,60}|pat[A-Za-z\d]{14}\.[\da-f]{64}"
)
_MODELS = (
    r"sk-(?=[\w-]{0,80}\d)[\w-]{20,200}|"  # OpenAI, Anthropic, OpenRouter
    r"hf_[A-Za-z\d]{30,40}|gsk_[A-Za-z\d]{40,60}|pplx-[A-Za-z\d]{40,64}|xai-[A-Za-z\d]{60,90}|"
    r"r8_[A-Za-z\d]{37}|lsv2_(?:pt|sk)_[\da-f_]{32,60}"
)
_MESSAGES = (
    r"xox[abeoprs]-[\w-]{10,200}|xapp-\d-[\w-]{20,120}|"  # Slack
    r"SG\.[\w-]{16,32}\.[\w-]{16,64}|key-[\da-f]{32}|[\da-f]{32}-[\da-f]{8}-[\da-f]{8}|"
    r"SK[\da-f]{32}|[\da-f]{32}-us\d{1,2}|\d{8,10}:AA[\w-]{33}|"  # Twilio, Mailchimp, Telegram
    rf"\w{{1,30}}-{_UUID}-[\da-f]{{8}}(?:-[\da-f]{{4,12}}){{0,4}}"  # GOV.UK Notify
)
_MONEY_AND_WATCH = (
    r"(?:sk|rk)_(?:live|test)_[A-Za-z\d]{16,128}|whsec_[A-Za-z\d+/]{16,128}|"  # Stripe
    r"shp(?:at|ca|pa|ss)_[\da-fA-F]{32}|sq0(?:atp|csp)-[\w-]{22,43}|"
    r"gl(?:sa|c)_[\w=+/-]{32,200}|NRAK-[A-Z\d]{27}|sntrys_[\w=+/-]{60,200}|"
    r"sbp_[\da-f]{40}|AGE-SECRET-KEY-1[A-Z\d]{58}"
)
_TOKEN = r"eyJ[\w-]{8,4000}\.eyJ[\w-]{4,4000}(?:\.[\w-]{0,2000})?"  # noqa: S105 - JSON web token


class ApiKey(PatternRule):
    """Keys whose issuer gives them a form of their own, and signed tokens (JWT)."""

    entity = "API_KEY"
    score = 0.95
    checks = ("form of a known service's key",)
    pattern = re.compile(
        rf"(?<![A-Za-z\d])(?:{_CLOUD}|{_CODE_HOSTS}|{_MODELS}|{_MESSAGES}|{_MONEY_AND_WATCH}|"
        rf"{_TOKEN})(?![A-Za-z\d])"
    )
    needs = LongRun(
        16,
        also=OneOf(
            re.compile("FlyV1"),
            InLongRun(
                re.compile(
                    r"sk[-_]|A[KSBC][IC]A|\dQ~|AZDO|Key=|AIza|ya29|GOCSPX|1//0|do[opr]_v1|dapi[\da-f]|HRKU|"
                    r"FlyV1|"
                    r"hv[sb]\.|atlasv1|dp\.[ps]t|gh[pousr]_|_pat_|gl[a-z]{2,5}-|GR134|ATATT|ATBB|npm_|pypi-|"
                    r"rubygems_|figd_|lin_api|ntn_|pat[A-Za-z\d]{14}|hf_|gsk_|pplx-|xai-|r8_|lsv2_|xox|xapp-|"
                    r"SG\.|[\da-f]{12}-|[\da-f]{32}|:AA|rk_|whsec|shp[acps]|sq0|gl(?:sa|c)_|NRAK|sntrys|sbp_|"
                    r"AGE-S|eyJ"
                )
            ),
        ),
    )

    def judge(self, match: re.Match[str]) -> float:
        return 0.0 if match[0] in _PUBLISHED else self.score


# The key that Amazon's manuals print opens nothing.
_PUBLISHED = frozenset({"AKIA" + "IOSFODNN7EXAMPLE", "ASIA" + "IOSFODNN7EXAMPLE"})


class SignedAddress(PatternRule):
    """Addresses that let in whoever has them: shared access signatures, hooks of chat services."""

    entity = "API_KEY"
    score = 0.95
    checks = ("signature in an address",)
    hints = ("sig=", "hook", "x-amz-", "discord")
    needs = re.compile(r"sig=|hooks?\.|webhook|X-Amz-|discord")
    pattern = re.compile(
        r"(?<=[?&;]sig=)(?P<value>[A-Za-z\d%+/_-]{30,120}={0,2})|"
        r"\bX-Amz-Signature=[\da-f]{64}\b|"
        r"\bhooks\.slack\.com/(?:services|workflows)/[\w/-]{20,120}|"
        r"\b[\w-]{1,60}\.webhook\.office\.com/webhookb2/[\w@/-]{40,300}|"
        r"\bdiscord(?:app)?\.com/api/webhooks/\d{15,20}/[\w-]{40,100}"
    )


class PrivateKey(PatternRule):
    """PEM and PuTTY private keys, the whole block; a block cut short counts as far as it goes.

    Line ends may be written out (`\\n`), as in the JSON file of a Google service account.
    """

    entity = "PRIVATE_KEY"
    score = 1.0
    checks = ("heading of a private key",)
    hints = ("-----", "putty-user-key-file", "privatekey")
    needs = re.compile("-----|PuTTY-User-Key-File|PrivateKey")
    pattern = re.compile(
        r"-----BEGIN (?:[A-Z\d]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
        r"(?:[^-]{0,20000}(?:-----END [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?)?|"
        r"(?:[A-Za-z\d+/=]{16,100}\s{1,4}){1,400}-----END [A-Z\d ]{0,40}PRIVATE KEY-----|"
        r"PuTTY-User-Key-File-\d: [^\n]{1,80}(?:\n[^\n]{0,200}){0,80}?\nPrivate-MAC: "
        r"[\da-f]{40,64}|"
        r"PuTTY-User-Key-File-\d: [^\n]{1,80}|"
        r"\bPrivateKey ?= ?(?P<value>[A-Za-z\d+/]{43}=)"  # WireGuard
    )
