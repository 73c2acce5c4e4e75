"""How hard a text is to read: LIX for both languages, Flesch in Amstad's form for German.

LIX (Björnsson 1968): words a sentence plus the percentage of words over six letters.
Flesch-Amstad (Amstad 1978): 180 - words a sentence - 58.5 × syllables a word.
"""

import re
from dataclasses import dataclass

LONG_WORD = 6
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)|\n\s*\n")
VOWELS = re.compile(r"[aeiouyäöüé]+")


@dataclass(frozen=True)
class Measure:
    lix: float
    flesch_amstad: float


def measure(text: str) -> Measure:
    """Return both figures of a text of whole sentences."""
    words = WORD.findall(text)
    sentences = [part for part in SENTENCE_END.split(text) if WORD.search(part)]
    length = len(words) / len(sentences)
    long_words = sum(len(word) > LONG_WORD for word in words)
    syllables = sum(count_syllables(word) for word in words)
    return Measure(
        lix=round(length + 100 * long_words / len(words), 1),
        flesch_amstad=round(180 - length - 58.5 * syllables / len(words), 1),
    )


def count_syllables(word: str) -> int:
    """Return how many groups of vowels a word has, which is close enough for German."""
    return max(len(VOWELS.findall(word.lower())), 1)
