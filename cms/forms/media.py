"""Upload forms of Wagtail's admin behind the one upload policy (S30, P15)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms import uploads


class PictureField(WagtailImageField):
    """Refuses what no library may open, and says how to get a JPEG from a HEIC."""

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile):
            uploads.refuse_heic(data)
            uploads.refuse_vast_webp(data)
        try:
            return super().to_python(data)
        except (OSError, ValueError) as error:
            # A file that breaks off, or notes in it that unpack to too much; Wagtail
            # reads its size outside its own net.
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error


class ImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            old = self.fields["file"]
            self.fields["file"] = PictureField(
                label=old.label, required=old.required, widget=old.widget
            )

    def clean_title(self) -> str:
        return uploads.clean_title(self.cleaned_data["title"])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            uploads.clean_picture(file)
        return file


class DocumentForm(BaseDocumentForm):
    def _post_clean(self) -> None:
        refusals = [*self.errors["file"].as_data()] if "file" in self.errors else []
        super()._post_clean()
        if refusals:
            # The model checks the name again, which is empty now, and would say so too.
            self.errors["file"] = self.error_class(refusals)

    def clean_title(self) -> str:
        return uploads.clean_title(self.cleaned_data["title"])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            uploads.clean_document(file)
        return file
