"""What notices, decisions and appeals ask (CO49–CO51)."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from community.enums import (
    Basis,
    CaseState,
    NoticeReason,
    Outcome,
)
from community.forms.traps import TrapForm
from community.models import ModerationCase, Notice, Statement
from community.operations.moderation import NoticeDetails, Verdict
from community.queries.moderation import list_outcomes

WORDS_LENGTH = 4000
LONGEST_DAYS = 365
"""Of a restriction for a time; the case is kept longer (P48)."""

REVIEW = "review"
ON_TIME = (Outcome.RESTRICT, Outcome.SUSPEND)


class NoticeForm(TrapForm):
    """Anybody reports an item, with or without an account (CO49, DSA Art. 16)."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=NoticeReason.choices,
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=_("Where exactly?"),
        required=False,
        max_length=300,
        help_text=_("For example the paragraph, the picture or the file."),
    )
    words = forms.CharField(
        label=_("Why do you think so?"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What we need to know to check it."),
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=120,
        help_text=_("You can leave it out where a child is at risk."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        max_length=254,
        help_text=_(
            "We send the number of your notice and the result there. You can leave it "
            "out where a child is at risk."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    is_honest = forms.BooleanField(
        label=_("What I write here is true and complete as far as I know"),
        error_messages={
            "required": _(
                "Please confirm that what you write is true as far as you know."
            )
        },
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.check_opening(values.get("opened", ""))
        if values.get("reason") == NoticeReason.CHILD:
            return values
        for name in ("name", "email"):
            if not values.get(name) and name not in self.errors:
                self.add_error(
                    name,
                    forms.ValidationError(
                        _("Please fill this in, so that we can answer you."),
                        code="required",
                    ),
                )
        return values

    def get_details(self) -> NoticeDetails:
        """Return what a valid form says."""
        values = self.cleaned_data
        return NoticeDetails(
            reason=NoticeReason(values["reason"]),
            place=values["place"],
            words=values["words"],
            name=values["name"],
            email=values["email"],
            key=self.key,
        )


class AppealForm(forms.Form):
    """The person whom a decision concerns objects, logged in or by link."""

    use_required_attribute = False

    words = forms.CharField(
        label=_("Why is the decision wrong?"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Somebody who has not decided before reads it."),
    )

    def __init__(
        self, *args: Any, thing: Statement | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)


class ObjectionForm(AppealForm):
    """Whoever has reported something objects to the result."""

    def __init__(self, *args: Any, thing: Notice | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class DecideCaseForm(WagtailAdminModelForm):
    """What a moderator decides, first or on an appeal."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"), choices=(), widget=forms.RadioSelect
    )
    basis = forms.ChoiceField(
        label=_("Which law or rule?"),
        required=False,
        choices=[("", _("None: nothing is restricted")), *Basis.choices],
        help_text=_("The person reads this sentence in the statement of reasons."),
    )
    provision = forms.CharField(
        label=_("Which one exactly?"),
        required=False,
        max_length=200,
        help_text=_("For example the section of the law or the number of the rule."),
    )
    facts = forms.CharField(
        label=_("The facts"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What you have seen and why it breaks the rule. The person whom it concerns "
            "reads it; write nothing about who has reported."
        ),
    )
    days = forms.IntegerField(
        label=_("For how many days?"),
        required=False,
        min_value=1,
        max_value=LONGEST_DAYS,
        help_text=_("Only where an account is restricted or shut for a time."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = ModerationCase
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decision"]
        field.choices = self._list_choices()

    def _list_choices(self) -> list[tuple[str, Any]]:
        case = self.instance
        if case.state == CaseState.APPEALED:
            return [
                ("keep", _("The decision stays")),
                (Outcome.NOTHING, _("The decision is taken back")),
            ]
        choices: list[tuple[str, Any]] = [
            (outcome.value, outcome.label) for outcome in list_outcomes(case)
        ]
        if case.state == CaseState.RECEIVED:
            choices.insert(0, (REVIEW, _("I look into it and decide later")))
        return choices

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        decision = values.get("decision", REVIEW)
        if decision in (REVIEW, Outcome.NOTHING, None):
            return values
        if not (values.get("facts") or "").strip():
            self._want("facts", gettext("Please write what you have seen."))
        if decision != "keep" and not values.get("basis"):
            self._want("basis", gettext("Please say which law or rule it breaks."))
        if decision in ON_TIME and not values.get("days"):
            self._want("days", gettext("Please say for how many days."))
        return values

    def _want(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, forms.ValidationError(sentence, code="required"))

    def get_verdict(self) -> Verdict:
        """Return what a valid form decides; on an appeal ``HIDE`` stands for keeping."""
        values = self.cleaned_data
        decision, days = values["decision"], values.get("days")
        if decision == Outcome.NOTHING:
            return Verdict(outcome=Outcome.NOTHING, facts=values["facts"])
        outcome = Outcome.HIDE if decision == "keep" else Outcome(decision)
        return Verdict(
            outcome=outcome,
            basis=Basis(values["basis"]) if values["basis"] else None,
            provision=values["provision"],
            facts=values["facts"],
            ends_at=timezone.now() + dt.timedelta(days=days)
            if outcome in ON_TIME and days
            else None,
        )
