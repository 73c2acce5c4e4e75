"""The vocabulary of a page's body (ED7) and what else editors place on pages."""

from cms.blocks.body import BodyBlock
from cms.blocks.home import HomeBlock
from cms.blocks.media import DownloadBlock
from cms.blocks.rows import (
    EventDateBlock,
    ExceptionBlock,
    InformationDateBlock,
    ProgrammeEntryBlock,
)
from cms.blocks.steps import BudgetLineBlock, ChronologyEntryBlock, PhaseBlock

__all__ = [
    "BodyBlock",
    "BudgetLineBlock",
    "ChronologyEntryBlock",
    "DownloadBlock",
    "EventDateBlock",
    "ExceptionBlock",
    "HomeBlock",
    "InformationDateBlock",
    "PhaseBlock",
    "ProgrammeEntryBlock",
]
