"""What the kernel itself takes proposals for: news, events, offers, practice (ED74)."""

from django.utils.translation import gettext_lazy as _

from cms.permissions.proposals import get_proposing_networks
from cms.proposals import ProposalKind, proposal_kinds

for kind in (
    ProposalKind(
        name="news",
        label=_("News"),
        description=_("Something that happened, a press release or a portrait."),
        form="cms.forms.news_proposal.NewsProposalForm",
        page_model="cms.NewsPage",
        index_model="cms.NewsIndexPage",
        find_networks=get_proposing_networks,
        order=10,
    ),
    ProposalKind(
        name="event",
        label=_("Event"),
        description=_("Something with a day and a place where people meet."),
        form="cms.forms.event_proposal.EventProposalForm",
        page_model="cms.EventPage",
        index_model="cms.EventIndexPage",
        find_networks=get_proposing_networks,
        order=20,
    ),
    ProposalKind(
        name="offer",
        label=_("Offer"),
        description=_("What schools, groups or young people can book or take part in."),
        form="cms.forms.offer_proposal.OfferProposalForm",
        page_model="cms.OfferPage",
        index_model="cms.OfferIndexPage",
        find_networks=get_proposing_networks,
        order=30,
    ),
    ProposalKind(
        name="practice",
        label=_("Good practice"),
        description=_("A project that worked out and that others can copy."),
        form="cms.forms.practice_proposal.PracticeProposalForm",
        page_model="cms.PracticePage",
        index_model="cms.PracticeIndexPage",
        find_networks=get_proposing_networks,
        order=40,
    ),
):
    proposal_kinds.register(kind)
