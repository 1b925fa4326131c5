"""The coverage table: every product of the catalogue with its routes, and how each is treated."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gateway.providers.coverage import Part, Route, Status
from gateway.providers.dialect import Dialect
from gateway.settings.hosts_file import ListedService

ANY = "any other"

COLUMNS = (
    *("vendor", "product", "hosts", "method", "route", "dialect", "inspected"),
    *("masks", "restores", "streams", "records", "status", "note"),
)

_SHARED = "other work runs on this host: tunnelled until a tool of the register names it"
_WALKED = "every text of JSON, forms, multipart and text is read; what cannot be read is refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table. `route.path` is `ANY` for what no dialect of its own reads."""

    vendor: str
    product: str
    hosts: tuple[str, ...]
    dialect: str
    route: Route

    def cells(self) -> tuple[str, ...]:
        """The line's texts, in the order of COLUMNS."""
        route = self.route
        done = (route.masks, route.restores, route.streams, route.records)
        return (
            *(self.vendor, self.product, " ".join(self.hosts), route.method, route.path),
            *(self.dialect, ", ".join(route.inspects)),
            *("yes" if one else "no" for one in done),
            *(route.status, route.note),
        )


def table(services: Iterable[ListedService], dialects: Mapping[str, Dialect]) -> list[Row]:
    """All rows, by vendor and product; a product's own routes first, then whatever else it has."""
    products: dict[tuple[str, str], list[ListedService]] = {}
    for service in services:
        products.setdefault((service.vendor, service.product), []).append(service)
    ordered = sorted(products.items(), key=lambda item: (item[0][0].lower(), item[0][1].lower()))
    return [
        row
        for (vendor, product), hosts in ordered
        for row in _of_product(vendor, product, hosts, dialects)
    ]


def _of_product(
    vendor: str, product: str, hosts: Sequence[ListedService], dialects: Mapping[str, Dialect]
) -> Iterator[Row]:
    names = tuple(_name(host) for host in hosts)
    for dialect in dialects.values():
        for route in dialect.routes:
            if product in route.products:
                yield Row(
                    vendor=vendor,
                    product=product,
                    hosts=names,
                    dialect=dialect.name,
                    route=route,
                )
    rest = _tunnelled(product) if all(host.shared for host in hosts) else _walked(product)
    dialect_name = "" if rest.status is Status.TUNNELLED else "generic"
    yield Row(vendor=vendor, product=product, hosts=names, dialect=dialect_name, route=rest)


def _name(service: ListedService) -> str:
    return f"{service.pattern} and below" if service.subdomains else service.pattern


def _walked(product: str) -> Route:
    parts = (Part.TEXT, Part.SYSTEM, Part.TOOLS, Part.FILES, Part.IMAGES)
    return Route(
        products=(product,), method="*", path=ANY, inspects=parts, streams=True, note=_WALKED
    )


def _tunnelled(product: str) -> Route:
    return Route(
        products=(product,),
        method="*",
        path=ANY,
        inspects=(),
        masks=False,
        restores=False,
        records=False,
        status=Status.TUNNELLED,
        note=_SHARED,
    )


_INTRODUCTION = """# Coverage

What is inspected on which route of which service. `genai-gateway coverage --format markdown` prints
this page from the dialects themselves and the shipped host catalogue; a test fails when it is out
of date. `genai-gateway coverage NAME` shows the part about a vendor, a product or a host.

- **inspected**: the parts of a request that are read. A part that could not be read is policy's to
  judge (blocked unless you say otherwise), never passed over.
- **masks**: private data can be replaced by pseudonyms on the way out; **restores**: and put back
  in the answer; **streams**: while it streams; **records**: prompt, answer and decision are
  recorded.
- **status**: how this is known.

| status | meaning |
|---|---|
| tested with the vendor's SDK | the vendor's own client runs through the gateway in the tests |
| tested with recorded traffic | requests and answers in the vendor's shape are tested whole |
| built from documentation | as documented, or as others observed it; not seen live by us |
| blocked | refused with the reason |
| tunnelled | not opened |

## Routes with a dialect of their own
"""

_ELSE = """
## Everything else

Any route without a row above, and every host below, is read by the generic walk: all texts and
numbers of JSON (also inside strings), forms, multipart, JSON lines and plain text, in the request
and in the answer, streamed or not. Private data is replaced and put back there too. What cannot be
read (binary protocols, encrypted or unknown encodings) is refused unless the policy says otherwise.
Two formats are told by what is sent, on any host and path: messages of the Model Context Protocol
(JSON-RPC) are read by `mcp`, and messages in protobuf are refused unless the policy says otherwise.
Hosts marked *tunnelled* also carry work that is not generative AI; they are opened only when a tool
of the register names them.
"""


def page(rows: Sequence[Row]) -> str:
    """The rows as the page docs/coverage.md."""
    own = [row for row in rows if row.route.path != ANY]
    rest = [row for row in rows if row.route.path == ANY]
    shown = [(*row.cells()[:2], *row.cells()[3:]) for row in own]
    hosts = [(row.vendor, row.product, " ".join(row.hosts), row.route.status) for row in rest]
    return "".join(
        (
            _INTRODUCTION + "\n",
            _lines((*COLUMNS[:2], *COLUMNS[3:]), shown),
            _ELSE + "\n",
            _lines(("vendor", "product", "hosts", "any other route"), hosts),
        )
    )


def _lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = (columns, ["---"] * len(columns))
    return "".join(f"| {' | '.join(_cell(text) for text in row)} |\n" for row in (*head, *rows))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*") if text != "---" else text
