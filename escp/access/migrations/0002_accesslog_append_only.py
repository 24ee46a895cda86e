from django.db import migrations

from escp.access.append_only import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="accesslog",
            options={"ordering": ["-id"], "verbose_name": "entry", "verbose_name_plural": "entries"},
        ),
        RefuseChanges("AccessLog"),
    ]
