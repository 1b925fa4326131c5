"""What known keys signed: the roots of each log by size, with forks and forgeries told apart."""

from collections.abc import Sequence

from gateway.audit.log.notes import Checkpoint, NoteError, VerifierKey, verified
from gateway.audit.log.signer import log_of
from gateway.audit.log.verdicts import Damage, Verdict, Verification


class Signed:
    """Takes notes in, of the store and from elsewhere; says what they promise."""

    def __init__(self, found: Verification, keys: Sequence[VerifierKey]) -> None:
        self._found, self._keys = found, keys
        self._origins: dict[int, str] = {}
        self._roots: dict[int, dict[int, bytes]] = {}
        self._anchored: dict[int, int] = {}

    @property
    def logs(self) -> set[int]:
        """The logs of which something was signed."""
        return set(self._roots)

    def roots_of(self, log: int) -> dict[int, bytes]:
        """The signed roots of a log by its size then; the caller's to change."""
        return dict(self._roots.get(log, {}))

    def anchored(self, log: int) -> int:
        """The largest size of a log that was kept elsewhere; 0 when none was."""
        return self._anchored.get(log, 0)

    def take(self, note: str, *, size: int) -> None:
        """A checkpoint of the store; `size` as its row says."""
        checkpoint = self._checkpoint(note, "in the store")
        if checkpoint is not None and checkpoint.size != size:
            log = log_of(checkpoint.origin)
            self._damage(Verdict.ALTERED, f"the row of checkpoint {size} holds another", log)

    def take_anchor(self, note: str) -> None:
        """A checkpoint that was kept elsewhere."""
        checkpoint = self._checkpoint(note, "kept elsewhere")
        if checkpoint is not None:
            log = log_of(checkpoint.origin)
            self._anchored[log] = max(self.anchored(log), checkpoint.size)

    def _checkpoint(self, note: str, where: str) -> Checkpoint | None:
        try:
            checkpoint = Checkpoint.parse(verified(note, self._keys)[0])
            log = log_of(checkpoint.origin)
        except ValueError as error:
            what = str(error) if isinstance(error, NoteError) else "its origin names no log"
            self._damage(Verdict.BAD_SIGNATURE, f"a checkpoint {where}: {what}")
            return None
        self._compare(log, checkpoint, where)
        return checkpoint

    def _compare(self, log: int, checkpoint: Checkpoint, where: str) -> None:
        roots = self._roots.setdefault(log, {})
        if self._origins.setdefault(log, checkpoint.origin) != checkpoint.origin:
            self._damage(Verdict.FORK, f"a checkpoint {where} is of another store", log)
        elif roots.setdefault(checkpoint.size, checkpoint.root) != checkpoint.root:
            what = f"two roots were signed for {checkpoint.size} leaves"
            self._damage(Verdict.FORK, what, log)

    def _damage(self, verdict: Verdict, detail: str, log: int = 0) -> None:
        self._found.add(Damage(verdict=verdict, detail=detail, log=log))
