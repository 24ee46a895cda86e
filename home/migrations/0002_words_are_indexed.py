from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations

# What is searched by its words; the same texts in the same order as in home/search.py.
INDEXED = (
    ("learning", "Activity", ("title",)),
    ("learning", "Finding", ("title", "what", "why", "who_for")),
    ("learning", "LearningPoint", ("statement", "detail")),
    ("actionplans", "Action", ("title", "description", "desired_outcome")),
    ("actionplans", "Recommendation", ("words",)),
    ("documents", "Document", ("title", "what")),
)


def indexes(apps):
    for room, name, texts in INDEXED:
        words = SearchVector(*texts, config="english")
        yield apps.get_model(room, name), GinIndex(words, name=f"{name.lower()}_words")


def make(apps, schema_editor):
    """SQLite reads the texts themselves."""
    if schema_editor.connection.vendor == "postgresql":
        for model, index in indexes(apps):
            schema_editor.add_index(model, index)


def take_away(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for model, index in indexes(apps):
            schema_editor.remove_index(model, index)


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0001_version_0_1'),
        ('learning', '0003_three_themes'),
        ('actionplans', '0001_version_0_1'),
        ('documents', '0001_version_0_1'),
    ]

    operations = [migrations.RunPython(make, take_away)]
