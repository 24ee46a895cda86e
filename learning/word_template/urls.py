from django.urls import path

from learning.word_template import views

urlpatterns = [
    path("publications/word-template/", views.template, name="word-template"),
    path("publications/word-template/new/", views.bring, name="word-template-new"),
    path("publications/word-template/own/", views.leave, name="word-template-leave"),
    path("publications/word-template/<slug:which>.docx", views.file, name="word-template-file"),
]
