"""What `manage.py check` refuses about access."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security)
def no_demo_in_real_use(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Refuse a demo, or the developers' gallery, in an installation for real use."""
    real = str(settings.SETTINGS_MODULE).endswith(".production") or settings.SECURE_SSL_REDIRECT
    return [
        Error(
            f"{name} is on in an installation for real use.",
            hint=f"Leave {name} out of production settings: it is for invented people on a laptop.",
            id=f"access.E00{number}",
        )
        for number, name in enumerate(("DEMO", "GALLERY"), start=1)
        if real and getattr(settings, name)
    ]
