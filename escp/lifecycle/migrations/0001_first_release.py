import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from escp.access.append_only import RefuseChanges
from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    replaces = [('lifecycle', '0001_version_0_1')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesTogether([migrations.CreateModel(
                name='TransitionRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                    ('object_id', models.PositiveBigIntegerField()),
                    ('reference', models.CharField(max_length=30)),
                    ('transition', models.CharField(max_length=60)),
                    ('label', models.CharField(max_length=120)),
                    ('source', models.CharField(max_length=40)),
                    ('target', models.CharField(max_length=40)),
                    ('note', models.TextField(blank=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'indexes': [models.Index(fields=['content_type', 'object_id'], name='transition_of_record')],
                },
            ),
        ]),
        RefuseChanges('TransitionRecord'),
    ]
