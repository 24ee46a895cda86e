import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    replaces = [('reports', '0001_version_0_1')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesTogether([migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(max_length=60)),
                    ('arguments', models.JSONField(default=dict)),
                    ('title', models.CharField(max_length=200)),
                    ('reference', models.CharField(blank=True, max_length=40)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('state', models.CharField(choices=[('asked', 'Waiting its turn'), ('making', 'Being made'), ('ready', 'Ready'), ('failed', 'Could not be made')], default='asked', max_length=10)),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('lease_id', models.UUIDField(null=True)),
                    ('lease_until', models.DateTimeField(null=True)),
                    ('reason', models.CharField(blank=True, help_text='Why it could not be made, in plain words.', max_length=300)),
                    ('content', models.BinaryField(null=True)),
                    ('content_type', models.CharField(blank=True, max_length=100)),
                    ('file_name', models.CharField(blank=True, max_length=150)),
                    ('size', models.PositiveIntegerField(default=0)),
                    ('ready_at', models.DateTimeField(null=True)),
                    ('expires_at', models.DateTimeField()),
                ],
                options={
                    'ordering': ['-asked_at', '-pk'],
                    'indexes': [models.Index(condition=models.Q(('state__in', ['asked', 'making'])), fields=['asked_at'], name='paper_waiting'), models.Index(fields=['expires_at'], name='paper_expires')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'making', 'ready', 'failed'])), name='paper_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('lease_id__isnull', False), ('lease_until__isnull', False), ('state', 'making')), models.Q(models.Q(('state', 'making'), _negated=True), ('lease_id__isnull', True), ('lease_until__isnull', True)), _connector='OR'), name='paper_leased_while_being_made'), models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('ready_at__isnull', False), ('state', 'ready')), models.Q(models.Q(('state', 'ready'), _negated=True), ('content__isnull', True), ('ready_at__isnull', True)), _connector='OR'), name='paper_has_content_when_ready')],
                },
            ),
        ]),
    ]
