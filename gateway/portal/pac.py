"""A proxy auto-configuration file: browsers send only GenAI hosts to the gateway."""

import json
import re
from collections.abc import Sequence

from gateway.portal.listener import split

_PYTHON_ONLY = re.compile(r"\(\?(?:P=|P>|<[=!]|[aiLmsux-]+[:)]|#|\()|\\[AZzG]|[*+?}]\+")

# Old engines run these files (WinHTTP: JScript), so it is ECMAScript 3 throughout.
_SCRIPT = """// Made by `genai-gateway pac`. GenAI hosts go through the gateway, all else directly.
// There is deliberately no way round: when the gateway is down, GenAI is down.
var gateway = "PROXY %(proxy)s";
var exact = %(exact)s;
var suffixes = %(suffixes)s;
var patterns = [%(patterns)s];
var has = Object.prototype.hasOwnProperty;

function isGenAI(host) {
  if (has.call(exact, host)) { return true; }
  var dot = host.indexOf(".");
  while (dot >= 0) {
    if (has.call(suffixes, host.substring(dot + 1))) { return true; }
    dot = host.indexOf(".", dot + 1);
  }
  for (var i = 0; i < patterns.length; i += 1) {
    if (patterns[i].test(host)) { return true; }
  }
  return false;
}

function FindProxyForURL(url, host) {
  var name = host.toLowerCase().replace(/\\.$/, "");
  return isGenAI(name) ? gateway : "DIRECT";
}
"""


def pac(hosts: Sequence[str], proxy: str) -> str:
    """JavaScript that sends these hosts to `proxy` ("HOST:PORT").

    `hosts` are the catalogue's patterns: a name, `*.suffix` (subdomains only) or `regex:...`, which
    must match the whole name. Raises ConfigError for a bad address, ValueError for a regular
    expression that JavaScript would read differently.
    """
    split(proxy)
    names = {host: 1 for host in hosts if not host.startswith(("*.", "regex:"))}
    suffixes = {host.removeprefix("*."): 1 for host in hosts if host.startswith("*.")}
    patterns = [
        _pattern(host.removeprefix("regex:")) for host in hosts if host.startswith("regex:")
    ]
    return _SCRIPT % {
        "proxy": proxy,
        "exact": _object(names),
        "suffixes": _object(suffixes),
        "patterns": ", ".join(patterns),
    }


def _object(names: dict[str, int]) -> str:
    return json.dumps(names, indent=0, sort_keys=True)


def _pattern(regex: str) -> str:
    regex = re.sub(r"\(\?P<\w+>", "(", regex)
    if _PYTHON_ONLY.search(regex):
        raise ValueError(f"a PAC file cannot say the regular expression {regex!r}")
    return f"new RegExp({json.dumps(f'^(?:{regex})$')})"
