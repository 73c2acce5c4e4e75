"""The one policy for uploaded files: type, size, pixels, frames, and what is inside (S30).

Pictures are written anew, which drops every note that a camera or a program left in them
(P15) and whatever was hung behind their last byte. Documents are opened as far as needed
to see that they are what their name says and that they do not unpack to something huge.
"""

import io
import re
import secrets
import unicodedata
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

if TYPE_CHECKING:
    Uploaded = UploadedFile[Any]
else:
    Uploaded = UploadedFile

FRAMES_MAX = 200
JPEG_QUALITY = 92
UNPACKED_BYTES_MAX = 100 * 1024 * 1024
PARTS_MAX = 5_000
PROLOG_BYTES = 65_536
SNIFF_BYTES = 1024
NAME_LENGTH_MAX = 250
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
WEBP_HEAD_BYTES = 30
SIDE_BITS = 0x3FFF
PICTURE_FORMATS = {
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "gif": "GIF",
}
OFFICE_PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
EBML = b"\x1aE\xdf\xa3"
UTF8_MARK = b"\xef\xbb\xbf"
VIDEO_PART_BYTES = 1024 * 1024
PLACE_NOTES = (b"\xa9xyz", b"com.apple.quicktime.location")
LONGEST_NOTE = max(map(len, PLACE_NOTES))
FIRST_ELEMENT = re.compile(rb"<[A-Za-z_]")
MARKUP = re.compile(
    rb"^\s*(<\?xml|<!doctype|<html|<svg|<script|#!|mz|pk\x03)", re.IGNORECASE
)
RUNNABLE = frozenset(
    [
        "bat",
        "cmd",
        "com",
        "exe",
        "html",
        "htm",
        "hta",
        "jar",
        "js",
        "jse",
        "lnk",
        "msi",
        "php",
        "phtml",
        "pl",
        "ps1",
        "py",
        "scr",
        "sh",
        "svg",
        "vbs",
        "wsf",
        "xhtml",
        "xml",
        "zip",
    ]
)


def clean_picture(uploaded: Uploaded) -> None:
    """Check a picture and replace its bytes and its name, in place.

    In place because Wagtail keeps the request's own file where other fields of the form
    still have faults. Raises: ValidationError with a sentence for the editor.
    """
    extension = check_name(uploaded, set(PICTURE_FORMATS))
    content = write_anew(read_all(uploaded), PICTURE_FORMATS[extension])
    replace_content(uploaded, content)
    rename(uploaded, "jpg" if extension == "jpeg" else extension)


def clean_portrait(uploaded: Uploaded, *, side: int, place: float) -> None:
    """Check a picture of a person and replace it by a square of it, in place.

    ``place`` says which part of a picture that is no square is kept: 0 the left or upper
    end, 1 the right or lower one. Raises: ValidationError with a sentence.
    """
    refuse_heic(uploaded)
    refuse_vast_webp(uploaded)
    clean_picture(uploaded)
    with Image.open(io.BytesIO(read_all(uploaded))) as picture:
        square = ImageOps.fit(
            picture.convert("RGB"), (side, side), centering=(place, place)
        )
    buffer = io.BytesIO()
    square.save(buffer, "JPEG", quality=JPEG_QUALITY, progressive=True)
    replace_content(uploaded, buffer.getvalue())
    rename(uploaded, "jpg")


def clean_logo(uploaded: Uploaded, *, size: tuple[int, int]) -> None:
    """Check a logo and replace it by the whole of it on white, in place.

    On white, since most logos are made for it, and pages may be dark.
    Raises: ValidationError with a sentence.
    """
    refuse_heic(uploaded)
    refuse_vast_webp(uploaded)
    clean_picture(uploaded)
    with Image.open(io.BytesIO(read_all(uploaded))) as picture:
        drawn = picture.convert("RGBA")
    whole = Image.new("RGBA", drawn.size, "white")
    whole.alpha_composite(drawn)
    buffer = io.BytesIO()
    padded = ImageOps.pad(whole.convert("RGB"), size, color="white")
    padded.save(buffer, "PNG", optimize=True)
    replace_content(uploaded, buffer.getvalue())
    rename(uploaded, "png")


def clean_document(uploaded: Uploaded) -> None:
    """Check a document and give it a random name, in place.

    Raises: ValidationError with a sentence for the editor.
    """
    extension = check_name(uploaded, set(settings.WAGTAILDOCS_EXTENSIONS))
    limit = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if uploaded.size is not None and uploaded.size > limit:
        raise ValidationError(
            _("The file is larger than %(limit)d MB. Please make it smaller.")
            % {"limit": limit // 1024 // 1024}
        )
    check_document_content(extension, uploaded)
    uploaded.seek(0)
    rename(uploaded, extension)


def refuse_heic(uploaded: Uploaded) -> None:
    """Say how a photo from a phone becomes a JPEG, before anybody says "not an image"."""
    name = (uploaded.name or "").lower()
    head = uploaded.read(12)
    uploaded.seek(0)
    if name.endswith((".heic", ".heif")) or (
        head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS
    ):
        raise ValidationError(
            _(
                "This photo is in the HEIC format, which many browsers cannot show. On an "
                "iPhone choose Settings, Camera, Formats, “Most Compatible”, or open the "
                "photo, export it as JPEG and upload that file."
            ),
            code="heic",
        )


def refuse_vast_webp(uploaded: Uploaded) -> None:
    """Ask a WebP for its size before a library opens it, which takes memory for all of it.

    Raises: ValidationError with a sentence for the editor.
    """
    head = uploaded.read(WEBP_HEAD_BYTES)
    uploaded.seek(0)
    if len(head) == WEBP_HEAD_BYTES and head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        width, height = read_webp_size(head)
        check_pixels(width * height)


def read_webp_size(head: bytes) -> tuple[int, int]:
    """Return width and height: https://developers.google.com/speed/webp/docs/riff_container."""
    if head[12:16] == b"VP8X":
        wide, high = head[24:27], head[27:30]
        return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & SIDE_BITS) + 1, (bits >> 14 & SIDE_BITS) + 1
    wide, high = head[26:28], head[28:30]
    return (
        int.from_bytes(wide, "little") & SIDE_BITS,
        int.from_bytes(high, "little") & SIDE_BITS,
    )


def check_name(uploaded: Uploaded, allowed: set[str]) -> str:
    """Return the extension in lower case.

    Raises: ValidationError for a type that is not allowed, or one hidden behind another.
    """
    name = unicodedata.normalize("NFC", uploaded.name or "")
    parts = [part.lower().strip() for part in PurePosixPath(name).name.split(".")]
    extension = parts[-1] if len(parts) > 1 else ""
    if extension not in allowed:
        raise ValidationError(
            _("Files of this type are not accepted. Please use: %(types)s.")
            % {"types": ", ".join(sorted(allowed))},
            code="type",
        )
    if RUNNABLE.intersection(parts[1:-1]) or any(map(is_hidden, name)):
        raise ValidationError(
            _("The name of the file hides its type. Please rename it and try again."),
            code="name",
        )
    if len(name) > NAME_LENGTH_MAX:
        raise ValidationError(
            _("The name of the file is too long. Please shorten it."), code="name"
        )
    return extension


def is_hidden(character: str) -> bool:
    """Tell characters that nobody sees but that turn a name round or cut it off."""
    return unicodedata.category(character) in ("Cc", "Cf")


def clean_title(title: str) -> str:
    """Return a title, often the original file name, without invisible characters."""
    return "".join(letter for letter in title if not is_hidden(letter))


def read_all(uploaded: Uploaded) -> bytes:
    uploaded.seek(0)
    content: bytes = uploaded.read()
    uploaded.seek(0)
    return content


def replace_content(uploaded: Uploaded, content: bytes) -> None:
    # Also the temporary file of a large upload, which the storage moves by its path.
    file: Any = uploaded.file
    file.seek(0)
    file.truncate()
    file.write(content)
    file.flush()
    file.seek(0)
    uploaded.size = len(content)


def rename(uploaded: Uploaded, extension: str) -> None:
    uploaded.name = f"{secrets.token_urlsafe(16)}.{extension}"


# --- pictures ----------------------------------------------------------------------------------


def write_anew(content: bytes, kind: str) -> bytes:
    """Return the picture's points and colours, without anything else that was in the file.

    Raises: ValidationError.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            check_size(picture)
            return save_clean(picture, kind)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise ValidationError(
            _("The file is damaged or not the picture that its name says."),
            code="invalid_image",
        ) from error


def check_size(picture: Image.Image) -> None:
    frames = getattr(picture, "n_frames", 1)
    if frames > FRAMES_MAX:
        raise ValidationError(
            _("The animation has more than %(limit)d frames. Please shorten it.")
            % {"limit": FRAMES_MAX},
            code="frames",
        )
    check_pixels(picture.width * picture.height * frames)


def check_pixels(pixels: int) -> None:
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(
            _("The picture has more than %(limit)d million pixels. Make it smaller.")
            % {"limit": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
            code="pixels",
        )


def save_clean(picture: Image.Image, kind: str) -> bytes:
    options: dict[str, Any] = {}
    profile = picture.info.get("icc_profile")
    if profile and kind != "GIF":
        options["icc_profile"] = profile
    buffer = io.BytesIO()
    if getattr(picture, "is_animated", False):
        frames = [frame.copy() for frame in ImageSequence.Iterator(picture)]
        for frame in frames:
            strip_notes(frame)
        options |= {
            "save_all": True,
            "append_images": frames[1:],
            "duration": [frame.info.get("duration", 100) for frame in frames],
            "loop": picture.info.get("loop", 0),
        }
        if kind == "GIF":
            options["disposal"] = 2
        frames[0].save(buffer, kind, **options)
        return buffer.getvalue()
    if kind == "JPEG":
        # A picture that need not be turned keeps its quality to the bit.
        is_turned = picture.getexif().get(0x0112, 1) != 1
        options["quality"] = JPEG_QUALITY if is_turned else "keep"
        options["progressive"] = True
        if not is_turned:
            picture.load()
            strip_notes(picture)
            picture.save(buffer, kind, **options)
            return buffer.getvalue()
    turned = ImageOps.exif_transpose(picture)
    strip_notes(turned)
    if kind == "WEBP":
        options["quality"] = JPEG_QUALITY
    turned.save(buffer, kind, **options)
    return buffer.getvalue()


KEPT_NOTES = ("transparency", "duration", "background", "gamma")


def strip_notes(picture: Image.Image) -> None:
    for name in list(picture.info):
        if name not in KEPT_NOTES:
            del picture.info[name]
    # Pillow writes back what it read from a file unless the object is emptied.
    picture.getexif().clear()


# --- documents ---------------------------------------------------------------------------------


def check_document_content(extension: str, file: Any) -> None:
    """Compare the first bytes and the parts inside with the extension.

    Raises: ValidationError.
    """
    file.seek(0)
    head = file.read(SNIFF_BYTES)
    file.seek(0)
    if extension == "pdf":
        is_right = head.startswith(b"%PDF-")
    elif extension == "rtf":
        is_right = head.startswith(b"{\\rtf")
    elif extension in OFFICE_PARTS or extension == "odt":
        is_right = is_sound_package(extension, file)
    elif extension == "mp4":
        is_right = head[4:8] == b"ftyp"
        refuse_place_in_video(file)
    elif extension == "webm":
        is_right = head.startswith(EBML)
    elif extension == "vtt":
        is_right = head.removeprefix(UTF8_MARK).startswith(b"WEBVTT")
        is_right = is_right and is_plain_text(file)
    else:
        is_right = is_plain_text(file)
    if not is_right:
        raise ValidationError(
            _("The content of the file is not what its name says (.%(extension)s).")
            % {"extension": extension},
            code="content",
        )


def refuse_place_in_video(file: BinaryIO) -> None:
    """Refuse a film that says where it was made: phones write it beside the picture (P15).

    Raises: ValidationError.
    """
    rest = b""
    while part := file.read(VIDEO_PART_BYTES):
        if any(note in rest + part for note in PLACE_NOTES):
            raise ValidationError(
                _(
                    "The film holds the place where it was made. Export it without the "
                    "location and upload that file."
                ),
                code="place",
            )
        rest = part[-LONGEST_NOTE:]


def is_sound_package(extension: str, file: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            if (
                len(parts) > PARTS_MAX
                or sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX
            ):
                raise ValidationError(
                    _("The file unpacks to more than we accept."), code="bomb"
                )
            names = {part.filename for part in parts}
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return False
            if any(has_own_entities(package, part) for part in parts):
                return False
            if extension == "odt":
                return "mimetype" in names and is_odt_type(package)
            return {"[Content_Types].xml", OFFICE_PARTS[extension]} <= names
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, OSError, EOFError):
        return False
    except (NotImplementedError, ValueError):
        return False


def is_odt_type(package: zipfile.ZipFile) -> bool:
    with package.open("mimetype") as stream:
        return stream.read(len(ODT_TYPE) + 1) == ODT_TYPE


def has_own_entities(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Tell XML that defines its own entities; no office program writes such.

    They stand before the first element, so what hides that one behind a long comment
    counts too.
    """
    if not part.filename.lower().endswith((".xml", ".rels")):
        return False
    with package.open(part) as stream:
        # Without the zeros of UTF-16, in which the same words may be written.
        prolog = stream.read(PROLOG_BYTES).replace(b"\0", b"")
    if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog:
        return True
    return part.file_size > PROLOG_BYTES and not FIRST_ELEMENT.search(prolog)


def is_plain_text(file: BinaryIO) -> bool:
    content = file.read()
    if MARKUP.match(content) or b"\x00" in content:
        return False
    if content.startswith((b"\x7fELF", b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8")):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # An old spreadsheet in the Windows code page is text too.
        return not re.search(rb"[\x01-\x08\x0e-\x1f]", content)
    return True
