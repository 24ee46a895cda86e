import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    replaces = [('imports', '0001_version_0_1')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesTogether([migrations.CreateModel(
                name='Import',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(editable=False, max_length=30, unique=True)),
                    ('kind', models.CharField(db_index=True, editable=False, max_length=30)),
                    ('about_cases', models.BooleanField(editable=False)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting to be checked'), ('done', 'Imported'), ('taken_back', 'Taken back'), ('abandoned', 'Abandoned')], default='waiting', editable=False, max_length=10)),
                    ('extension', models.CharField(editable=False, max_length=4)),
                    ('stored_as', models.CharField(blank=True, editable=False, max_length=40)),
                    ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256 of what is kept while it waits')),
                    ('original_sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256 of what was sent')),
                    ('sheet', models.PositiveSmallIntegerField(editable=False, null=True)),
                    ('heading', models.PositiveIntegerField(editable=False, null=True, verbose_name='row of the headings')),
                    ('columns', models.JSONField(default=list, editable=False)),
                    ('rows_read', models.PositiveIntegerField(default=0, editable=False)),
                    ('counts', models.JSONField(default=dict, editable=False)),
                    ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('added_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('settled_at', models.DateTimeField(editable=False, null=True)),
                    ('settled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'done', 'taken_back', 'abandoned'])), name='import_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('state', 'waiting'), models.Q(('stored_as', ''), _negated=True)), models.Q(models.Q(('state', 'waiting'), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False), ('stored_as', '')), _connector='OR'), name='import_file_gone_when_settled')],
                },
            ), migrations.CreateModel(
                name='ImportedRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('imported', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='imports.import')),
                    ('number', models.PositiveIntegerField(verbose_name='row of the file')),
                    ('fate', models.CharField(choices=[('new', 'New'), ('changed', 'Changed')], max_length=10)),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                    ('object_id', models.PositiveBigIntegerField()),
                    ('reference', models.CharField(max_length=30)),
                    ('before', models.JSONField(default=dict)),
                    ('after', models.JSONField(default=dict)),
                ],
                options={
                    'ordering': ['number'],
                    'indexes': [models.Index(fields=['content_type', 'object_id'], name='imported_record')],
                    'constraints': [models.UniqueConstraint(fields=('imported', 'number'), name='imported_row_once')],
                },
            ),
        ]),
    ]
