from django.urls import path

from escp.ui import gallery

app_name = "ui"
urlpatterns = [path("gallery/", gallery.gallery, name="gallery")]
