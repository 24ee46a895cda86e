import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    replaces = [('documents', '0001_version_0_1')]

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('partnership', '0001_first_release'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesTogether([migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(editable=False, max_length=30, unique=True)),
                    ('content_type', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                    ('object_id', models.PositiveBigIntegerField(editable=False)),
                    ('record_reference', models.CharField(editable=False, max_length=30)),
                    ('case', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='partnership.case')),
                    ('title', models.CharField(max_length=160)),
                    ('what', models.CharField(blank=True, max_length=500, verbose_name='what it is, and what it shows')),
                    ('period_from', models.DateField(blank=True, null=True, verbose_name='first day that it tells of')),
                    ('period_to', models.DateField(blank=True, null=True, verbose_name='last day that it tells of')),
                    ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('added_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                    ('withdrawn_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('withdrawal_reason', models.CharField(blank=True, editable=False, max_length=500)),
                ],
                options={
                    'ordering': ['-added_at', '-pk'],
                    'indexes': [models.Index(fields=['content_type', 'object_id'], name='document_of_record')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason', ''), ('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), _connector='OR'), name='document_withdrawn_together'), models.CheckConstraint(condition=models.Q(('period_from', None), ('period_to', None), ('period_to__gte', models.F('period_from')), _connector='OR'), name='document_period_in_order', violation_error_message='The last day must be the first day or later.')],
                },
            ), migrations.CreateModel(
                name='HistoricalDocument',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('reference', models.CharField(db_index=True, editable=False, max_length=30)),
                    ('object_id', models.PositiveBigIntegerField(editable=False)),
                    ('record_reference', models.CharField(editable=False, max_length=30)),
                    ('title', models.CharField(max_length=160)),
                    ('what', models.CharField(blank=True, max_length=500, verbose_name='what it is, and what it shows')),
                    ('period_from', models.DateField(blank=True, null=True, verbose_name='first day that it tells of')),
                    ('period_to', models.DateField(blank=True, null=True, verbose_name='last day that it tells of')),
                    ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                    ('withdrawal_reason', models.CharField(blank=True, editable=False, max_length=500)),
                    ('content_type', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contenttypes.contenttype')),
                    ('case', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.case')),
                    ('added_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical document',
                    'verbose_name_plural': 'historical documents',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='DocumentUse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='documents.document')),
                    ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                    ('object_id', models.PositiveBigIntegerField()),
                    ('record_reference', models.CharField(max_length=30)),
                    ('why', models.CharField(max_length=300, verbose_name='what it shows there')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'indexes': [models.Index(fields=['content_type', 'object_id'], name='document_use_of_record')],
                    'constraints': [models.UniqueConstraint(fields=('document', 'content_type', 'object_id'), name='document_used_once')],
                },
            ), migrations.CreateModel(
                name='DocumentVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='documents.document')),
                    ('number', models.PositiveIntegerField()),
                    ('file_name', models.CharField(max_length=150)),
                    ('media_type', models.CharField(max_length=100)),
                    ('size', models.PositiveIntegerField()),
                    ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of what is kept')),
                    ('original_sha256', models.CharField(max_length=64, verbose_name='SHA-256 of what was sent')),
                    ('stored_as', models.CharField(max_length=40, unique=True)),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='what is new')),
                    ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('scan_state', models.CharField(choices=[('clean', 'No virus found'), ('waiting', 'Waiting for the virus scan'), ('infected', 'Virus found: the file was removed'), ('not_scanned', 'Not scanned: no virus scanner is configured')], max_length=12)),
                    ('scan_tried_at', models.DateTimeField(null=True)),
                    ('scanned_at', models.DateTimeField(null=True)),
                    ('found', models.CharField(blank=True, max_length=100, verbose_name='what the scanner found')),
                ],
                options={
                    'ordering': ['document', '-number'],
                    'indexes': [models.Index(condition=models.Q(('scan_state', 'waiting')), fields=['scan_tried_at'], name='version_to_scan')],
                    'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='document_version_once'), models.CheckConstraint(condition=models.Q(('scan_state__in', ['clean', 'waiting', 'infected', 'not_scanned'])), name='version_scan_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('scan_state__in', ['clean', 'infected']), ('scanned_at__isnull', False)), models.Q(('scan_state__in', ['waiting', 'not_scanned']), ('scanned_at', None)), _connector='OR'), name='version_scanned_together'), models.CheckConstraint(condition=models.Q(models.Q(('scan_state', 'infected'), models.Q(('found', ''), _negated=True)), models.Q(models.Q(('scan_state', 'infected'), _negated=True), ('found', '')), _connector='OR'), name='version_infected_by_something')],
                },
            ),
        ]),
    ]
