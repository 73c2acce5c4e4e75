"""Files and requests that are small to send and dear to read (A14)."""

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

from PIL import Image as PillowImage

MEGABYTE = 1024 * 1024
DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
XLSX = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}
LAUGHS = b'<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><lolz>&b;</lolz>'


class Cost:
    """What a block cost this process: seconds of work, bytes at the highest point."""

    seconds = 0.0
    memory = 0


@contextmanager
def measure() -> Iterator[Cost]:
    """Measure a block; memory is that of the whole process, drawing libraries included."""
    # 5 lets the kernel forget the highest point so far (proc(5)).
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before, cost, started = read_memory("VmRSS"), Cost(), process_time()
    yield cost
    cost.seconds = process_time() - started
    cost.memory = read_memory("VmHWM") - before


def read_memory(name: str) -> int:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def pack(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def pack_in_each_other(levels: int) -> bytes:
    content = b"\0" * 50 * MEGABYTE
    for level in range(levels):
        content = pack({f"{level}-{copy}.zip": content for copy in range(4)})
    return content


def pack_with_a_lie(name: str, size: int) -> bytes:
    """Return a package whose one part says that it is small and is not."""
    content = pack({**DOCX, name: b"\0" * size})
    true_size, claimed = struct.pack("<I", size), struct.pack("<I", 10)
    return content.replace(true_size, claimed)


def make_png_chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)


def draw_png(side: int, *chunks: bytes) -> bytes:
    """Return a PNG that claims this size; its points are few bytes of nothing."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side // 8 + 1) * 200)
    return (
        b"\x89PNG\r\n\x1a\n"
        + make_png_chunk(b"IHDR", header)
        + b"".join(chunks)
        + make_png_chunk(b"IDAT", rows)
        + make_png_chunk(b"IEND", b"")
    )


def draw_huge_text_png() -> bytes:
    text = zlib.compress(b"a" * 200 * MEGABYTE)
    return draw_png(8, make_png_chunk(b"zTXt", b"Comment\0\0" + text))


def draw_flat(kind: str, side: int, **options: object) -> bytes:
    """Return a picture of one colour, truly of this size."""
    buffer = io.BytesIO()
    PillowImage.new("L", (side, side)).save(buffer, kind, **options)
    return buffer.getvalue()


def draw_animation(kind: str, count: int, side: int = 8) -> bytes:
    frames = [
        PillowImage.new("RGB", (side, side), (number % 256, number // 256, 0))
        for number in range(count)
    ]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def claim_gif_size(side: int) -> bytes:
    """Return a small GIF whose canvas claims this side."""
    content = draw_animation("GIF", 2)
    size = struct.pack("<HH", side, side)
    return content[:6] + size + content[10:]


def nest_json(depth: int) -> str:
    return "[" * depth + "]" * depth


def make_big_json(size: int) -> bytes:
    return json.dumps(["x" * 1000] * (size // 1004)).encode()


def squeeze(size: int) -> bytes:
    return gzip.compress(b"a=b&" * (size // 4))
