"""The vocabulary of a page's body (ED7) and what else editors place on pages."""

from cms.blocks.body import BodyBlock
from cms.blocks.home import HomeBlock
from cms.blocks.media import DownloadBlock, VideoBlock
from cms.blocks.rows import (
    ChangeBlock,
    ChapterBlock,
    EventDateBlock,
    ExceptionBlock,
    InformationDateBlock,
    LinkBlock,
    ModuleBlock,
    PartBlock,
    ProgrammeEntryBlock,
    SpeakerBlock,
)
from cms.blocks.steps import BudgetLineBlock, ChronologyEntryBlock, PhaseBlock
from cms.blocks.texts import ContactBlock

__all__ = [
    "BodyBlock",
    "BudgetLineBlock",
    "ChangeBlock",
    "ChapterBlock",
    "ChronologyEntryBlock",
    "ContactBlock",
    "DownloadBlock",
    "EventDateBlock",
    "ExceptionBlock",
    "HomeBlock",
    "InformationDateBlock",
    "LinkBlock",
    "ModuleBlock",
    "PartBlock",
    "PhaseBlock",
    "ProgrammeEntryBlock",
    "SpeakerBlock",
    "VideoBlock",
]
