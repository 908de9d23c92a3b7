"""ZIP files that are written while they are sent: at no time whole, neither in memory nor on a disk."""

import zipfile
from collections.abc import Iterable, Iterator


class _Outbox:
    """Stands in for a file: holds what zipfile wrote until it is sent."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        self.waiting.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """There is nothing to close."""

    def take(self) -> bytes:
        """What was written since."""
        taken, self.waiting = b"".join(self.waiting), []
        return taken


def zip_stream(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """A ZIP of files, each a path with its content in pieces, as the pieces come. Nothing is made smaller: pictures and
    PDFs cannot be."""
    outbox = _Outbox()
    with zipfile.ZipFile(outbox, "w") as archive:
        for path, pieces in files:
            with archive.open(path, "w") as entry:
                for piece in pieces:
                    entry.write(piece)
                    yield outbox.take()
    yield outbox.take()
