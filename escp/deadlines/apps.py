from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_save
from django.utils.module_loading import autodiscover_modules


class DeadlinesConfig(AppConfig):
    name = "escp.deadlines"

    def ready(self) -> None:
        """Find every app's clocks and keep deadlines in step with the records that they run on."""
        autodiscover_modules("clocks")
        from escp.deadlines import receivers
        from escp.deadlines.models import LocalHoliday
        from escp.deadlines.registry import CLOCKS

        for label in {clock.model for clock in CLOCKS.values() if clock.model}:
            model = apps.get_model(label)
            post_save.connect(receivers.record_saved, sender=model, dispatch_uid=f"deadlines:{label}")
            post_delete.connect(receivers.record_deleted, sender=model, dispatch_uid=f"deadlines:{label}")
        post_save.connect(receivers.holiday_changed, sender=LocalHoliday, dispatch_uid="deadlines:holiday")
        post_delete.connect(receivers.holiday_changed, sender=LocalHoliday, dispatch_uid="deadlines:holiday")
