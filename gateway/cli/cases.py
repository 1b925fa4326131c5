"""Runs the cases of a `policy test` file. Apart, because the scanner takes seconds to import."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from detectors.scanner import Scanner
from gateway.cli.scan import running
from gateway.people.propagate import propagate
from gateway.policy.cases import Difference, PolicyCase, assumed, differences, interaction
from gateway.policy.check_files import Checked
from gateway.policy.decide import decide
from gateway.providers.catalogue import Catalogue
from gateway.settings.scanning import scan_settings
from gateway.types import Hit, Segment


def outcomes(checked: Checked, cases: Sequence[PolicyCase]) -> list[tuple[Difference, ...]]:
    """For each case what is not as expected. Raises ConfigError, ScanError."""
    return asyncio.run(_outcomes(checked, cases))


async def _outcomes(checked: Checked, cases: Sequence[PolicyCase]) -> list[tuple[Difference, ...]]:
    configuration = checked.configuration
    catalogue = Catalogue(configuration.services, configuration.tools)
    outcomes = []
    async with running(Scanner(replace(scan_settings(configuration), workers=0))) as scanner:
        for case in cases:
            asked = interaction(case, catalogue, configuration.tools)
            hits = await _hits(scanner, case, asked.prompt.segments)
            decision = decide(checked.policy, asked, hits, today=asked.time.date())
            outcomes.append(differences(case, decision))
    return outcomes


async def _hits(scanner: Scanner, case: PolicyCase, segments: Sequence[Segment]) -> tuple[Hit, ...]:
    hits = assumed(case)
    if hits is not None:
        return hits
    found = await scanner.scan(case.texts)
    hits = tuple(Hit(segment=n, finding=one) for n, row in enumerate(found) for one in row)
    return (*hits, *propagate(segments, hits))
