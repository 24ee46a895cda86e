"""The three texts that said why a date was missed become reasons of the deadlines themselves, with who gave them."""

from django.db import migrations

KEPT = (
    ("SeriousIncident", "reviews.notify-panel", ("record_notification",)),
    ("RapidReview", "reviews.rapid-review", ("record_sending",)),
    ("LocalReview", "reviews.lcspr", ("publish", "do_not_publish")),
)


def move_reasons(apps, schema_editor):
    """Each was typed with the move that finished the duty; whoever made the move gave it."""
    content_types = apps.get_model("contenttypes", "ContentType")
    deadlines, reasons = apps.get_model("deadlines", "Deadline"), apps.get_model("deadlines", "Lateness")
    moves = apps.get_model("lifecycle", "TransitionRecord")
    for name, clock, transitions in KEPT:
        kind = content_types.objects.filter(app_label="reviews", model=name.lower()).first()
        for record in apps.get_model("reviews", name).objects.exclude(late_reason=""):
            about = {"content_type": kind, "object_id": record.pk}
            deadline = deadlines.objects.filter(clock=clock, state="met_late", **about).first()
            move = moves.objects.filter(transition__in=transitions, **about).order_by("-at").first()
            if deadline is not None and move is not None:
                reasons.objects.get_or_create(
                    deadline=deadline,
                    defaults={
                        "reason": "other",
                        "words": record.late_reason,
                        "given_at": move.at,
                        "given_by_id": move.by_id,
                    },
                )


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("deadlines", "0002_rules_pauses_digests_and_feeds"),
        ("lifecycle", "0002_transitionrecord_append_only"),
        ("reviews", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(move_reasons, migrations.RunPython.noop),
        *(
            migrations.RemoveField(model_name=name, name="late_reason")
            for name in (
                "seriousincident",
                "historicalseriousincident",
                "rapidreview",
                "historicalrapidreview",
                "localreview",
                "historicallocalreview",
            )
        ),
    ]
