from django.urls import path, register_converter

from escp.documents import views
from escp.partnership.converters import AnyReference


class DocumentReference(AnyReference):
    regex = r"(?:DOC|doc)-[0-9]{4}-[0-9]{3,6}"


class VersionNumber:
    regex = r"[1-9][0-9]{0,4}"
    to_python = staticmethod(int)
    to_url = staticmethod(str)


register_converter(DocumentReference, "document_reference")
register_converter(VersionNumber, "version_number")

app_name = "documents"
urlpatterns = [
    path("for/<any_reference:reference>/new/", views.new, name="new"),
    path("<document_reference:reference>/", views.document, name="document"),
    path("<document_reference:reference>/version/", views.version_new, name="version-new"),
    path("<document_reference:reference>/use/", views.use, name="use"),
    path("<document_reference:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("<document_reference:reference>/<version_number:number>/file", views.file, name="file"),
]
