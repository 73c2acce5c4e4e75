"""What the kernel itself takes proposals for: news (ED74)."""

from django.utils.translation import gettext_lazy as _

from cms.permissions.proposals import get_news_networks
from cms.proposals import ProposalKind, proposal_kinds

proposal_kinds.register(
    ProposalKind(
        name="news",
        label=_("News"),
        description=_("Something that happened, a press release or a portrait."),
        form="cms.forms.news_proposal.NewsProposalForm",
        page_model="cms.NewsPage",
        index_model="cms.NewsIndexPage",
        find_networks=get_news_networks,
        order=10,
    )
)
