"""The vocabulary of a page's body (ED7) and what else editors place on pages."""

from cms.blocks.body import BodyBlock
from cms.blocks.home import HomeBlock
from cms.blocks.media import DownloadBlock
from cms.blocks.rows import InformationDateBlock

__all__ = [
    "BodyBlock",
    "DownloadBlock",
    "HomeBlock",
    "InformationDateBlock",
]
