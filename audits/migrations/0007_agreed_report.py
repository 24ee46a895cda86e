import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from escp.access.append_only import RefuseChanges


class Migration(migrations.Migration):

    dependencies = [
        ('audits', '0006_single_agency'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreedReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pieces', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('kept_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('audit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agreed_report', to='audits.multiagencyaudit')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        RefuseChanges("AgreedReport"),
    ]
