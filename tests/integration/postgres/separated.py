"""A cluster with the roles of deploy/postgres, set up by its own scripts as its page says."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gateway.audit.keys import Keys
from gateway.audit.store import Store
from tests.postgres import Cluster, cluster
from tests.unit.gateway.audit.samples import KEYS

SCRIPTS = Path(__file__).parents[3] / "deploy" / "postgres"
ROLES = ("owner", "writer", "sequencer", "auditor", "retention")
DATABASE = "gateway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Separated:
    """A prepared database and its server."""

    server: Cluster

    def url(self, role: str) -> str:
        """The URL of the database as one of the roles."""
        return f"postgresql://genai_{role}@/{DATABASE}?host={self.server.socket}"

    def apply(self, script: str, user: str, database: str, *options: str) -> None:
        """Run a script as psql does; fails with what psql says."""
        command = [
            *(str(self.server.binaries / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1"),
            *("-h", str(self.server.socket), "-U", user, "-d", database, *options),
            *("-f", str(SCRIPTS / script)),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@contextmanager
def separated(keys: Keys = KEYS) -> Iterator[Separated]:
    """The scripts in their order, and again the last one, as after an update."""
    with cluster() as server:
        made = Separated(server=server)
        made.apply("1-roles.sql", "postgres", "postgres")
        made.apply("2-database.sql", "postgres", "postgres", "-v", f"database={DATABASE}")
        Store.open(made.url("owner"), keys).close()
        for _ in range(2):
            made.apply("3-rights.sql", "genai_owner", DATABASE, "-1")
        yield made
