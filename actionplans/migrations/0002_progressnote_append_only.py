from django.db import migrations

from escp.access.append_only import RefuseChanges


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0001_initial")]

    operations = [RefuseChanges("ProgressNote")]
