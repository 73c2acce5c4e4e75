"""Pictures for tests: drawn in memory, with or without what a phone writes into them."""

import io

from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from PIL import ImageDraw

from cms.models import Image

GPS_INFO = 0x8825
MAKE = 0x010F


def draw_picture(
    width=1200, height=800, kind="JPEG", *, exif=False, **options
) -> bytes:
    picture = PillowImage.new("RGB", (width, height), "#faf7f2")
    ImageDraw.Draw(picture).ellipse((width // 4, 40, width // 2, 300), "#1f4e79")
    if exif:
        tags = PillowImage.Exif()
        tags[MAKE] = "Beispielkamera"
        tags.get_ifd(GPS_INFO)[1] = "N"
        options["exif"] = tags
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def make_image(title="Sternwarte", width=1200, height=800, **kwargs) -> Image:
    content = draw_picture(width, height)
    file = ImageFile(io.BytesIO(content), name="sternwarte.jpg")
    return Image.objects.create(title=title, file=file, credit="Ada Beispiel", **kwargs)
