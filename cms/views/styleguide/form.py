"""The form of the styleguide page: one field of each kind, untouched or with errors."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StyleguideForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(
        label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("We write to this address only about your registration."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    day = forms.DateField(
        label=_("Day"), required=False, help_text=_("For example 2027-03-12")
    )
    stage = forms.ChoiceField(
        label=_("Education stage"),
        choices=[("", "–"), ("primary", _("Primary school"))],
    )
    way = forms.ChoiceField(
        label=_("How do you take part?"),
        choices=[("site", _("On site")), ("online", _("Online"))],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        required=False,
        choices=[("space", _("Astronomy")), ("code", _("Computer science"))],
        widget=forms.CheckboxSelectMultiple,
    )
    message = forms.CharField(label=_("Message"), required=False, widget=forms.Textarea)
    picture = forms.FileField(label=_("Picture"), required=False)
    agreed = forms.BooleanField(label=_("I have read the rules"))
    locked = forms.CharField(
        label=_("Network"), disabled=True, required=False, initial="Westpfalz"
    )
