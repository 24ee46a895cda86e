from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from escp.access.permissions import Permission
        from escp.access.predicates import has
        from escp.deadlines import decisions, sending
        from escp.deadlines.models import LocalHoliday
        from escp.documents.registry import DocumentsOn, register
        from escp.partnership.choices import GroupKind
        from escp.reports import kinds
        from escp.ui import navigation, notices
        from home import health
        from home.compliance import papers
        from home.handover import reports as handover
        from home.meetings import forms, pack, post  # noqa: F401 - forms attach what the moves ask
        from home.meetings import queries as meetings
        from home.models import FixedPoint, Meeting
        from home.queries import DECISIONS
        from home.year_plan import receivers
        from home.year_plan.for_others import YearPlan
        from home.year_plan.queries import fixed_points_for
        from home.yearly_report.on_start import register_sections
        from learning import deciding, plan_days

        post_save.connect(receivers.holidays_changed, sender=LocalHoliday, dispatch_uid="home:holiday-saved")
        post_delete.connect(receivers.holidays_changed, sender=LocalHoliday, dispatch_uid="home:holiday-deleted")

        navigation.register(navigation.NavigationEntry("my-week", "My week", "home:my-week", order=10))
        navigation.register(navigation.NavigationEntry("reports", "Reports", "home:reports", order=60))
        navigation.register_search("home:search")
        navigation.register_footer(navigation.FooterLink("Help and roles", "home:help", order=1))
        navigation.register_footer(navigation.FooterLink("Accessibility", "home:accessibility", order=2))
        navigation.register_footer(navigation.FooterLink("Privacy", "home:privacy", order=3))
        notices.register("health", health.notice)
        notices.register("calendar", health.calendar_notice)
        kinds.register(papers.KIND)
        kinds.register(pack.PACK)
        kinds.register(handover.CAPSULE)
        sending.also_send(post.MEETING_MAILS)
        deciding.offer(lambda: meetings.decided_lately(GroupKind.PIG))
        register(DocumentsOn(Meeting, meetings.meetings_for, meetings.RUNS))
        register(DocumentsOn(FixedPoint, fixed_points_for, has(Permission.PLAN_THE_YEAR)))
        plan_days.register(YearPlan())
        register_sections()
        for source in DECISIONS:
            decisions.register(source)
