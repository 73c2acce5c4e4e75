"""Every page type in both languages, narrow and wide, light and dark (W1, W4)."""

import json

import pytest
from django.conf import settings

from tests.a11y.page_types import PAGE_TYPES
from tests.a11y.survey import Memory, Survey
from tests.a11y.wording import get_interface_words

pytestmark = pytest.mark.browser
QUESTIONS = settings.VAR / "a11y-incomplete.json"


@pytest.fixture(scope="module")
def memory():
    """Remember from screen to screen; axe's open questions end up in a file."""
    memory = Memory(get_interface_words())
    yield memory
    text = json.dumps(memory.questions, indent=1, ensure_ascii=False)
    QUESTIONS.write_text(text)


CASES = [
    pytest.param(page_type, language, id=f"{page_type.name}-{language}")
    for page_type in PAGE_TYPES
    for language in ("de", "en")
]


@pytest.mark.requirement(
    "W1", "W3", "W4", "W10", "W11", "W17", "W29", "W30", "W31", "W32", "W33", "W37", "W38",
    "W39", "W50", "P13", "A11",
)  # fmt: skip
@pytest.mark.parametrize(("page_type", "language"), CASES)
def test_screen_has_no_problem(new_page, memory, page_type, language):
    survey = Survey(
        new_page(language=language, user=page_type.user), page_type, language, memory
    )

    problems = survey.run()

    open_questions = [
        f"{question['rule']} ({question['when']}): {question['element']}: {question['why']}"
        for question in survey.questions
        if not question["settled"]
    ]
    assert "\n".join(sorted(set(problems))) == ""
    assert "\n".join(sorted(set(open_questions))) == ""
