import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from escp.access.append_only import RefuseChanges
from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    dependencies = [
        ('audits', '0004_section_11'),
        ('partnership', '0001_version_0_1'),
        ('returns', '0001_version_0_1'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesTogether([
            migrations.CreateModel(
                name='CaseModeration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('moderated_at', models.DateTimeField(editable=False, null=True)),
                    ('case', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='moderation', to='audits.auditcase')),
                    ('moderator', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'moderation of a case',
                    'verbose_name_plural': 'moderations of cases',
                    'ordering': ['case__place', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('moderated_at', None), ('moderator', None)), models.Q(('moderated_at__isnull', False), ('moderator__isnull', False)), _connector='OR'), name='case_moderated_by_somebody')],
                },
            ),
            migrations.CreateModel(
                name='CaseTool',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('case', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='tool', to='audits.auditcase')),
                    ('request', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='audit_tool', to='returns.request')),
                ],
                options={
                    'verbose_name': 'audit tool of a case',
                    'ordering': ['case__place', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='HistoricalCaseModeration',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('moderated_at', models.DateTimeField(editable=False, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('case', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audits.auditcase')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('moderator', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical moderation of a case',
                    'verbose_name_plural': 'historical moderations of cases',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalCaseTool',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('case', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audits.auditcase')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='returns.request')),
                ],
                options={
                    'verbose_name': 'historical audit tool of a case',
                    'verbose_name_plural': 'historical audit tool of a cases',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalModeratedGrade',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('heading', models.CharField(editable=False, max_length=40)),
                    ('grade', models.CharField(max_length=24, verbose_name='moderated grade')),
                    ('because', models.CharField(blank=True, max_length=1000, verbose_name='why')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('of', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audits.casemoderation')),
                ],
                options={
                    'verbose_name': 'historical moderated grade',
                    'verbose_name_plural': 'historical moderated grades',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalUrgentFlag',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('raised_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('done', models.TextField(blank=True, max_length=2000, verbose_name='what was done')),
                    ('acknowledged_at', models.DateTimeField(editable=False, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('acknowledged_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('of', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='returns.return')),
                    ('raised_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('tool', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audits.casetool')),
                ],
                options={
                    'verbose_name': 'historical urgent flag',
                    'verbose_name_plural': 'historical urgent flags',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalVoice',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('whose', models.CharField(choices=[('child', 'Children and young people'), ('family', 'Families and carers'), ('practitioner', 'Practitioners')], max_length=12, verbose_name='whose voice it is')),
                    ('said', models.TextField(max_length=4000, verbose_name='what they said')),
                    ('gathered', models.CharField(max_length=300, verbose_name='how it was gathered')),
                    ('thanked', models.CharField(blank=True, max_length=300, verbose_name='how they were thanked and told what came of it')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('audit', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audits.multiagencyaudit')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical voice',
                    'verbose_name_plural': 'historical voices',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='ModeratedGrade',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('heading', models.CharField(editable=False, max_length=40)),
                    ('grade', models.CharField(max_length=24, verbose_name='moderated grade')),
                    ('because', models.CharField(blank=True, max_length=1000, verbose_name='why')),
                    ('of', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='grades', to='audits.casemoderation')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('of', 'heading'), name='moderated_grade_once_a_heading')],
                },
            ),
            migrations.CreateModel(
                name='GradeChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('before', models.CharField(max_length=24)),
                    ('after', models.CharField(max_length=24)),
                    ('because', models.CharField(max_length=1000)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('agreed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='audits.moderatedgrade')),
                ],
                options={
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('changed_by', models.F('agreed_by')), _negated=True), name='grade_change_agreed_by_another'), models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='grade_change_for_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='ReadDraw',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seed', models.CharField(max_length=64)),
                    ('share', models.PositiveSmallIntegerField()),
                    ('order', models.JSONField()),
                    ('drawn_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('audit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='read_draw', to='audits.multiagencyaudit')),
                    ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('share__lte', 100)), name='read_draw_share_is_a_percentage')],
                },
            ),
            migrations.CreateModel(
                name='SecondRead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('grades', models.JSONField()),
                    ('read_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='second_read', to='audits.auditcase')),
                    ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='UrgentFlag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('raised_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('done', models.TextField(blank=True, max_length=2000, verbose_name='what was done')),
                    ('acknowledged_at', models.DateTimeField(editable=False, null=True)),
                    ('acknowledged_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('of', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='urgent_flag', to='returns.return')),
                    ('raised_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('tool', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='audits.casetool')),
                ],
                options={
                    'verbose_name': 'urgent flag',
                    'ordering': ['-raised_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_by', None), ('done', '')), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False), models.Q(('done', ''), _negated=True)), _connector='OR'), name='urgent_flag_acknowledged_with_what_was_done')],
                },
            ),
            migrations.CreateModel(
                name='FlagAlert',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('message_id', models.CharField(max_length=200, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('state', models.CharField(choices=[('pending', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('suppressed', 'Not sent: no longer for this person'), ('superseded', 'Not sent: a later one took its place'), ('failed', 'Could not be delivered')], default='pending', max_length=10)),
                    ('try_at', models.DateTimeField(help_text='Not to be sent before this moment.')),
                    ('lease_id', models.UUIDField(null=True)),
                    ('lease_until', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('flag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='audits.urgentflag')),
                ],
                options={
                    'ordering': ['pk'],
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['try_at'], name='flagalert_to_send'), models.Index(condition=models.Q(('state', 'sending')), fields=['lease_until'], name='flagalert_being_sent'), models.Index(condition=models.Q(('state', 'failed')), fields=['state'], name='flagalert_failed')],
                    'constraints': [models.UniqueConstraint(fields=('flag', 'person'), name='flagalert_once_a_person'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'sending', 'sent', 'suppressed', 'superseded', 'failed'])), name='flagalert_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='flagalert_sent_when_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('lease_id__isnull', False), ('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_id__isnull', True), ('lease_until__isnull', True)), _connector='OR'), name='flagalert_leased_while_sending')],
                },
            ),
            migrations.CreateModel(
                name='Voice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('whose', models.CharField(choices=[('child', 'Children and young people'), ('family', 'Families and carers'), ('practitioner', 'Practitioners')], max_length=12, verbose_name='whose voice it is')),
                    ('said', models.TextField(max_length=4000, verbose_name='what they said')),
                    ('gathered', models.CharField(max_length=300, verbose_name='how it was gathered')),
                    ('thanked', models.CharField(blank=True, max_length=300, verbose_name='how they were thanked and told what came of it')),
                    ('audit', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='audits.multiagencyaudit')),
                ],
                options={
                    'verbose_name': 'voice',
                    'ordering': ['whose', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('whose__in', ['child', 'family', 'practitioner'])), name='audit_voice_of_somebody_known')],
                },
            ),
            migrations.CreateModel(
                name='AgencyGrade',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('heading', models.CharField(max_length=40)),
                    ('grade', models.CharField(max_length=24)),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.agency')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agency_grades', to='audits.auditcase')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('case', 'agency', 'heading'), name='agency_grade_once_a_heading')],
                },
            ),
        ]),
        RefuseChanges("AgencyGrade"),
        RefuseChanges("ReadDraw"),
        RefuseChanges("SecondRead"),
        RefuseChanges("GradeChange"),
    ]
