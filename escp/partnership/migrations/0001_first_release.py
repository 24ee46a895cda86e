import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    replaces = [('partnership', '0001_version_0_1')]

    initial = True

    dependencies = [
    ]

    operations = [
        TablesTogether([migrations.CreateModel(
                name='Case',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('pseudonym', models.CharField(editable=False, max_length=60, unique=True)),
                    ('restricted', models.BooleanField(default=False, help_text='Only the people on the access list may know that it exists.')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'ordering': ['pseudonym'],
                },
            ), migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('email', models.EmailField(error_messages={'unique': 'Someone has this address already.'}, max_length=254, unique=True, verbose_name='email address')),
                    ('full_name', models.CharField(max_length=120)),
                    ('job_title', models.CharField(blank=True, max_length=120)),
                    ('is_active', models.BooleanField(default=True, verbose_name='can sign in')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name_plural': 'people',
                    'ordering': ['full_name'],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='person_email_unique_in_any_case')],
                },
            ), migrations.CreateModel(
                name='Agency',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=160, unique=True)),
                    ('short_name', models.CharField(max_length=40, unique=True)),
                    ('kind', models.CharField(choices=[('council', 'Local authority'), ('police', 'Police'), ('health', 'Integrated care board'), ('health_trust', 'Health trust'), ('schools', 'Schools and colleges'), ('voluntary', 'Voluntary and community sector'), ('probation', 'Probation'), ('child_death_panel', 'Child Death Overview Panel'), ('scrutiny', 'Independent scrutiny'), ('other', 'Other relevant agency')], max_length=20)),
                    ('contact_email', models.EmailField(blank=True, max_length=254)),
                    ('active_from', models.DateField(blank=True, null=True)),
                    ('active_to', models.DateField(blank=True, null=True)),
                ],
                options={
                    'verbose_name_plural': 'agencies',
                    'ordering': ['name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('active_to', None), ('active_from', None), ('active_to__gte', models.F('active_from')), _connector='OR'), name='agency_ends_after_it_starts', violation_error_message='An agency cannot end before it starts.')],
                },
            ), migrations.CreateModel(
                name='Group',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, unique=True)),
                    ('kind', models.CharField(choices=[('pig', 'Practice Improvement Group'), ('executive', 'Executive'), ('child_death_panel', 'Child death panel'), ('task_group', 'Task group'), ('other', 'Another group')], max_length=20, verbose_name='kind of group')),
                    ('purpose', models.TextField(max_length=2000, verbose_name='what it is for')),
                    ('terms', models.TextField(blank=True, max_length=4000, verbose_name='terms of reference')),
                    ('quorum_least', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='how many members with a vote must be there?')),
                    ('quorum_agencies', models.JSONField(blank=True, default=list, verbose_name='which agencies must be among them?')),
                    ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='first day')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['pig', 'executive', 'child_death_panel', 'task_group', 'other'])), name='group_kind_known'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='group_ends_after_it_starts', violation_error_message='The last day cannot come before the first.'), models.UniqueConstraint(condition=models.Q(('kind__in', ('pig', 'executive'))), fields=('kind',), name='group_one_of_a_kind', violation_error_message='There is one such group already: change that one.')],
                },
            ), migrations.CreateModel(
                name='Priority',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField(help_text='The year in which it starts: 2026 for April 2026 to March 2027.', validators=[django.core.validators.MinValueValidator(2015), django.core.validators.MaxValueValidator(2100)])),
                    ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)])),
                    ('title', models.CharField(max_length=160)),
                ],
                options={
                    'verbose_name_plural': 'priorities',
                    'ordering': ['-year', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='priority_number_once_a_year')],
                },
            ), migrations.CreateModel(
                name='ReferenceSequence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('prefix', models.CharField(max_length=8)),
                    ('year', models.PositiveSmallIntegerField()),
                    ('last', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('prefix', 'year'), name='reference_sequence_once_a_year')],
                },
            ), migrations.CreateModel(
                name='Child',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='children', to='partnership.case')),
                    ('pseudonym', models.CharField(editable=False, max_length=60, unique=True)),
                    ('age_band', models.CharField(choices=[('under_1', 'Under 1'), ('1_to_4', '1 to 4'), ('5_to_9', '5 to 9'), ('10_to_14', '10 to 14'), ('15_to_17', '15 to 17'), ('18_to_24', '18 to 24 (care leaver)'), ('not_known', 'Not known')], default='not_known', max_length=12)),
                ],
                options={
                    'verbose_name_plural': 'children',
                    'ordering': ['pk'],
                },
            ), migrations.CreateModel(
                name='HistoricalAgency',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('name', models.CharField(db_index=True, max_length=160)),
                    ('short_name', models.CharField(db_index=True, max_length=40)),
                    ('kind', models.CharField(choices=[('council', 'Local authority'), ('police', 'Police'), ('health', 'Integrated care board'), ('health_trust', 'Health trust'), ('schools', 'Schools and colleges'), ('voluntary', 'Voluntary and community sector'), ('probation', 'Probation'), ('child_death_panel', 'Child Death Overview Panel'), ('scrutiny', 'Independent scrutiny'), ('other', 'Other relevant agency')], max_length=20)),
                    ('contact_email', models.EmailField(blank=True, max_length=254)),
                    ('active_from', models.DateField(blank=True, null=True)),
                    ('active_to', models.DateField(blank=True, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical agency',
                    'verbose_name_plural': 'historical agencies',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalCase',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('pseudonym', models.CharField(db_index=True, editable=False, max_length=60)),
                    ('restricted', models.BooleanField(default=False, help_text='Only the people on the access list may know that it exists.')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical case',
                    'verbose_name_plural': 'historical cases',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalCaseAccess',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('reason', models.CharField(max_length=300)),
                    ('starts_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ends_at', models.DateTimeField(blank=True, null=True)),
                    ('case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.case')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('granted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical case access',
                    'verbose_name_plural': 'historical case access',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalChild',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('pseudonym', models.CharField(db_index=True, editable=False, max_length=60)),
                    ('age_band', models.CharField(choices=[('under_1', 'Under 1'), ('1_to_4', '1 to 4'), ('5_to_9', '5 to 9'), ('10_to_14', '10 to 14'), ('15_to_17', '15 to 17'), ('18_to_24', '18 to 24 (care leaver)'), ('not_known', 'Not known')], default='not_known', max_length=12)),
                    ('case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.case')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical child',
                    'verbose_name_plural': 'historical children',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalConflictOfInterest',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('reason', models.CharField(max_length=300)),
                    ('declared_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.case')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('declared_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical conflict of interest',
                    'verbose_name_plural': 'historical conflicts of interest',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalDeputy',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('deputy', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('named_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical deputy',
                    'verbose_name_plural': 'historical deputies',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalGroup',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('name', models.CharField(db_index=True, max_length=120)),
                    ('kind', models.CharField(choices=[('pig', 'Practice Improvement Group'), ('executive', 'Executive'), ('child_death_panel', 'Child death panel'), ('task_group', 'Task group'), ('other', 'Another group')], max_length=20, verbose_name='kind of group')),
                    ('purpose', models.TextField(max_length=2000, verbose_name='what it is for')),
                    ('terms', models.TextField(blank=True, max_length=4000, verbose_name='terms of reference')),
                    ('quorum_least', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='how many members with a vote must be there?')),
                    ('quorum_agencies', models.JSONField(blank=True, default=list, verbose_name='which agencies must be among them?')),
                    ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='first day')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical group',
                    'verbose_name_plural': 'historical groups',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalGroupMembership',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('part', models.CharField(choices=[('chair', 'Chair'), ('vice_chair', 'Vice chair'), ('member', 'Member'), ('adviser', 'Adviser')], max_length=20, verbose_name='as what?')),
                    ('starts_on', models.DateField(verbose_name='first day')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                    ('reason', models.CharField(max_length=300)),
                    ('group', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.group')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.agency')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical group membership',
                    'verbose_name_plural': 'historical group memberships',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalMembership',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('role', models.CharField(choices=[('business_manager', 'Business manager'), ('business_officer', 'Business officer'), ('sin_lead', 'Local authority serious incident lead'), ('statutory_partner', 'Delegated safeguarding partner'), ('lead_partner', 'Lead safeguarding partner'), ('pig_member', 'Practice Improvement Group member'), ('agency_contributor', 'Agency contributor'), ('reviewer', 'Reviewer'), ('cdop_representative', 'Child Death Overview Panel representative'), ('scrutineer', 'Independent scrutineer'), ('administrator', 'System administrator'), ('information_governance', 'Information governance lead')], max_length=30)),
                    ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                    ('ends_at', models.DateTimeField(blank=True, help_text='Leave empty while it lasts.', null=True, verbose_name='to')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.agency')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical membership',
                    'verbose_name_plural': 'historical memberships',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalPerson',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('email', models.EmailField(db_index=True, error_messages={'unique': 'Someone has this address already.'}, max_length=254, verbose_name='email address')),
                    ('full_name', models.CharField(max_length=120)),
                    ('job_title', models.CharField(blank=True, max_length=120)),
                    ('is_active', models.BooleanField(default=True, verbose_name='can sign in')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical person',
                    'verbose_name_plural': 'historical people',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='HistoricalPriority',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField(help_text='The year in which it starts: 2026 for April 2026 to March 2027.', validators=[django.core.validators.MinValueValidator(2015), django.core.validators.MaxValueValidator(2100)])),
                    ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)])),
                    ('title', models.CharField(max_length=160)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical priority',
                    'verbose_name_plural': 'historical priorities',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='CaseAccess',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_list', to='partnership.case')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_access', to=settings.AUTH_USER_MODEL)),
                    ('reason', models.CharField(max_length=300)),
                    ('starts_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ends_at', models.DateTimeField(blank=True, null=True)),
                    ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name_plural': 'case access',
                    'ordering': ['starts_at'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='case_access_ends_after_it_starts')],
                },
            ), migrations.CreateModel(
                name='ConflictOfInterest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='partnership.case')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to=settings.AUTH_USER_MODEL)),
                    ('reason', models.CharField(max_length=300)),
                    ('declared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('declared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name_plural': 'conflicts of interest',
                    'ordering': ['declared_at'],
                    'constraints': [models.UniqueConstraint(fields=('case', 'person'), name='conflict_declared_once')],
                },
            ), migrations.CreateModel(
                name='Deputy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to=settings.AUTH_USER_MODEL)),
                    ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stands_in_for', to=settings.AUTH_USER_MODEL)),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                    ('named_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name_plural': 'deputies',
                    'ordering': ['starts_on', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('person', models.F('deputy')), _negated=True), name='deputy_is_someone_else'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='deputy_ends_after_it_starts', violation_error_message='The last day cannot come before the first.')],
                },
            ), migrations.CreateModel(
                name='GroupMembership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='partnership.group')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_memberships', to=settings.AUTH_USER_MODEL)),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_memberships', to='partnership.agency')),
                    ('part', models.CharField(choices=[('chair', 'Chair'), ('vice_chair', 'Vice chair'), ('member', 'Member'), ('adviser', 'Adviser')], max_length=20, verbose_name='as what?')),
                    ('starts_on', models.DateField(verbose_name='first day')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                    ('reason', models.CharField(max_length=300)),
                ],
                options={
                    'ordering': ['starts_on', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('part__in', ['chair', 'vice_chair', 'member', 'adviser'])), name='group_membership_part_known'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='group_membership_ends_after_it_starts', violation_error_message='The last day cannot come before the first.')],
                },
            ), migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='partnership.agency')),
                    ('role', models.CharField(choices=[('business_manager', 'Business manager'), ('business_officer', 'Business officer'), ('sin_lead', 'Local authority serious incident lead'), ('statutory_partner', 'Delegated safeguarding partner'), ('lead_partner', 'Lead safeguarding partner'), ('pig_member', 'Practice Improvement Group member'), ('agency_contributor', 'Agency contributor'), ('reviewer', 'Reviewer'), ('cdop_representative', 'Child Death Overview Panel representative'), ('scrutineer', 'Independent scrutineer'), ('administrator', 'System administrator'), ('information_governance', 'Information governance lead')], max_length=30)),
                    ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                    ('ends_at', models.DateTimeField(blank=True, help_text='Leave empty while it lasts.', null=True, verbose_name='to')),
                ],
                options={
                    'ordering': ['starts_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gte', models.F('starts_at')), _connector='OR'), name='membership_ends_after_it_starts', violation_error_message='A membership cannot end before it starts.'), models.CheckConstraint(condition=models.Q(('role__in', ['business_manager', 'business_officer', 'sin_lead', 'statutory_partner', 'lead_partner', 'pig_member', 'agency_contributor', 'reviewer', 'cdop_representative', 'scrutineer', 'administrator', 'information_governance'])), name='membership_role_known')],
                },
            ), migrations.CreateModel(
                name='ChildIdentity',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('child', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='identity', to='partnership.child')),
                    ('full_name', models.CharField(max_length=160)),
                    ('other_names', models.CharField(blank=True, max_length=200, verbose_name='other names and spellings')),
                    ('nhs_number', models.CharField(blank=True, max_length=10, verbose_name='NHS number')),
                    ('date_of_birth', models.DateField(blank=True, null=True)),
                    ('address', models.CharField(blank=True, max_length=300)),
                    ('school', models.CharField(blank=True, max_length=160, verbose_name='school or setting')),
                    ('general_practice', models.CharField(blank=True, max_length=160)),
                    ('family', models.TextField(blank=True, max_length=1000, verbose_name='parents, carers, brothers and sisters')),
                ],
                options={
                    'verbose_name_plural': 'child identities',
                },
            ),
        ]),
    ]
