"""References in addresses. Importing this module registers `<any_reference:…>` for every app's `urls.py`."""

from django.urls import register_converter


class AnyReference:
    """A reference as people type it, in any case; views get it as it is kept. Anything else is no address: 404."""

    regex = r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
    longest = 30

    def to_python(self, value: str) -> str:
        if len(value) > self.longest:
            raise ValueError("No reference is as long as that.")
        return value.upper()

    def to_url(self, value: str) -> str:
        return value


register_converter(AnyReference, "any_reference")
