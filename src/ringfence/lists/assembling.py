"""The files that are written, put together of their parts as these are finished: at the end little is left to do."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Protocol

from ringfence.lists.faces import Face, names
from ringfence.lists.parts import Parts, Shelf
from ringfence.tables.parquet_join import Joining

_CHUNKS = 16  # after so many what was written is forced to the disk, so that the end need not wait for all of it


class Sink(Protocol):
    """Takes the parts of a file in order."""

    def add(self, part: bytes | memoryview) -> None:
        """Puts one more part behind the others."""

    def close(self) -> None:
        """Nothing follows."""


class Assembly:
    """The files of a screening while its chunks are being finished."""

    def __init__(self, shelf: Shelf, faces: Sequence[Face], files: Sequence[Path], *, several: bool) -> None:
        self._shelf, self._held = shelf, ExitStack()
        self._streams = [self._held.enter_context(file.open("wb")) for file in files]
        self._sinks = [_sink(face, stream, several=several) for face, stream in zip(faces, self._streams, strict=True)]

    def add_kept(self, chunk: int) -> None:
        """Takes the parts of a chunk that stand on the shelf."""
        self.add(
            chunk, {name: self._shelf.part(chunk, name).read_bytes() for name in map(str, range(len(self._sinks)))}
        )

    def add(self, chunk: int, parts: Parts) -> None:
        """Takes the parts of a chunk; chunks come in their order."""
        for place, sink in enumerate(self._sinks):
            sink.add(parts[str(place)])
        if chunk % _CHUNKS == _CHUNKS - 1:
            for stream in self._streams:
                stream.flush()
                os.fsync(stream.fileno())

    def finish(self) -> None:
        """Writes what stands at the end of each file."""
        for sink in self._sinks:
            sink.close()
        self.close()

    def close(self) -> None:
        """Lets go of the files, whole or not."""
        self._held.close()


class _Lines:
    """A CSV file: a header, then lines as they are."""

    def __init__(self, stream: BinaryIO, *, several: bool) -> None:
        self._stream = stream
        stream.write((",".join(names(several=several)) + "\n").encode())

    def add(self, part: bytes | memoryview) -> None:
        self._stream.write(part)

    def close(self) -> None:
        pass


def _sink(face: Face, stream: BinaryIO, *, several: bool) -> Sink:
    return _Lines(stream, several=several) if face.csv else Joining(stream)
