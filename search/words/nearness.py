"""How many slips of the pen part two words (F8)."""


def allow_slips(word: str) -> int:
    """Return how many slips a word of this length may have: none below four letters."""
    if len(word) < 4 or not word.isalpha():
        return 0
    return 1 if len(word) <= 7 else 2


def count_slips(word: str, other: str, most: int) -> int:
    """Return letters left out, put in, changed or swapped; ``most`` + 1 for more than that."""
    if abs(len(word) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        above, row, older = row, [i], before
        for j, other_letter in enumerate(other, 1):
            cost = min(
                above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other_letter)
            )
            if (
                i > 1
                and j > 1
                and letter == other[j - 2]
                and word[i - 2] == other_letter
            ):
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = above
    return min(row[-1], most + 1)
