"""The analyses of the demo's child deaths: what the review meeting drafted, and what the panel made of it. Invented."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cdop import services
from cdop.choices import Category, Domain, Modifiability, Relevance
from cdop.models import Analysis
from cdop.policies import in_order
from cdop.queries import analysis_of
from escp.partnership.models import Person
from home.demo.records.story import Story

Factors = tuple[tuple[str, int, bool], ...]


@dataclass(frozen=True)
class Written:
    """What an analysis says at one time. Domains stand only in those that are worked on here; `()`: none is known."""

    categories: tuple[int, ...]
    modifiability: str
    learning: str = ""
    good_practice: str = ""
    recommendations: str = ""
    summary: str = ""
    for_family: str = ""
    domains: dict[str, Factors] = field(default_factory=dict)


DRAFTS = {
    "met": Written(
        (Category.TRAUMA,),
        Modifiability.IDENTIFIED,
        learning="The road to two schools has no crossing, and both schools had asked for one.",
    ),
    "deferred": Written(
        (Category.CHRONIC,),
        Modifiability.IDENTIFIED,
        summary="A child with asthma died after an attack at home. Several services had seen the child that week.",
        learning="The plan for an attack was known to the practice and not to the school.",
        for_family="They ask who knew of the plan.",
        domains={
            Domain.CHILD: (("asthma that was hard to keep steady", Relevance.CONTRIBUTED, False),),
            Domain.SOCIAL: (),
            Domain.PHYSICAL: (("mould in the bedroom", Relevance.CONTRIBUTED, True),),
            Domain.SERVICES: (("the school did not know the plan for an attack", Relevance.CONTRIBUTED, True),),
        },
    ),
    "reviewed": Written((Category.PERINATAL,), Modifiability.INADEQUATE),
    "closed": Written(
        (Category.INFECTION,),
        Modifiability.INADEQUATE,
        summary="An infection that became grave within hours. The parents rang twice in the night.",
        learning="The second adviser could not see that there had been a first call.",
        for_family="They ask whether an ambulance should have come after the first call.",
        domains={
            Domain.CHILD: (("a quick and grave infection", Relevance.CONTRIBUTED, False),),
            Domain.SOCIAL: (),
            Domain.PHYSICAL: (),
            Domain.SERVICES: (("two calls answered apart", Relevance.NO_INFORMATION, False),),
        },
    ),
    "nothing": Written((Category.CHRONIC,), Modifiability.NONE),
}
# What the panel's papers changed; of the rest the draft stood.
AT_THE_PANEL = {
    "reviewed": Written((Category.PERINATAL,), Modifiability.NONE),
    "closed": Written(
        (Category.INFECTION,),
        Modifiability.IDENTIFIED,
        summary=DRAFTS["closed"].summary,
        learning=DRAFTS["closed"].learning,
        good_practice="The nurse on the ward stayed with the family until the morning.",
        recommendations="1. Let everybody who answers a call at night see the calls before it.",
        for_family="Nobody can say whether it would have been enough. The key worker tells them so.",
        domains={Domain.SERVICES: (("neither adviser saw the note of the other", Relevance.CONTRIBUTED, True),)},
    ),
}


def tell_draft(story: Story, key: str, at: datetime) -> None:
    """Add the draft of the review meeting, and that it is kept."""
    story.then(at, "cdop", _write(story, key, DRAFTS[key]))
    story.then(at + timedelta(hours=1), "cdop", _keep(story, key))


def tell_changes(story: Story, key: str, at: datetime) -> None:
    """Add what the panel's papers changed, where they did."""
    if key in AT_THE_PANEL:
        story.then(at, "cdop", _write(story, key, AT_THE_PANEL[key]))


def _of(story: Story, key: str) -> Analysis:
    record = story.made[f"death:{key}"]
    return analysis_of(type(record).objects.get(pk=record.pk))


def _write(story: Story, key: str, written: Written) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        analysis = _of(story, key)
        first, *others = in_order(written.categories)
        analysis.category, analysis.also = first, [one.value for one in others]
        analysis.modifiability = written.modifiability
        for name in ("summary", "learning", "good_practice", "recommendations", "for_family"):
            setattr(analysis, name, getattr(written, name))
        services.write_analysis(by=by, analysis=analysis)
        for domain, factors in written.domains.items():
            facts = [{"words": words, "relevance": grade, "modifiable": can} for words, grade, can in factors]
            services.write_domain(by=by, analysis=analysis, domain=domain, factors=facts, none_known=not facts)

    return step


def _keep(story: Story, key: str) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        services.keep_draft(by=by, analysis=_of(story, key))

    return step
