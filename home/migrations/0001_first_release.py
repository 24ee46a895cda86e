import datetime
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


# What is searched by its words; the same texts in the same order as in home/search.py.
INDEXED = (
    ("learning", "Activity", ("title",)),
    ("learning", "Finding", ("title", "what", "why", "who_for")),
    ("learning", "LearningPoint", ("statement", "detail")),
    ("actionplans", "Action", ("title", "description", "desired_outcome")),
    ("actionplans", "Recommendation", ("words",)),
    ("documents", "Document", ("title", "what")),
)


def indexes(apps):
    for room, name, texts in INDEXED:
        words = SearchVector(*texts, config="english")
        yield apps.get_model(room, name), GinIndex(words, name=f"{name.lower()}_words")


def make(apps, schema_editor):
    """SQLite reads the texts themselves."""
    if schema_editor.connection.vendor == "postgresql":
        for model, index in indexes(apps):
            schema_editor.add_index(model, index)


def take_away(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for model, index in indexes(apps):
            schema_editor.remove_index(model, index)


class Migration(migrations.Migration):

    replaces = [('home', '0001_version_0_1'), ('home', '0002_words_are_indexed'), ('home', '0003_meetings')]

    initial = True

    dependencies = [
        ('actionplans', '0001_first_release'),
        ('documents', '0001_first_release'),
        ('learning', '0001_first_release'),
        ('partnership', '0001_first_release'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesTogether([migrations.CreateModel(
                name='HistoricalFixedPoint',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(db_index=True, editable=False, max_length=30)),
                    ('year', models.PositiveSmallIntegerField(editable=False, validators=[django.core.validators.MinValueValidator(2015), django.core.validators.MaxValueValidator(2100)], verbose_name='year, from April')),
                    ('key', models.CharField(editable=False, max_length=40)),
                    ('number', models.PositiveSmallIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField(verbose_name='date')),
                    ('moved_because', models.TextField(blank=True, max_length=500, verbose_name='why the date was moved')),
                    ('is_forecast', models.BooleanField(default=False, editable=False, verbose_name='waits for something before it')),
                    ('latest_on', models.DateField(editable=False, null=True, verbose_name='latest day by law')),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done'), ('not_this_year', 'Not this year')], default='planned', editable=False, max_length=15)),
                    ('note', models.TextField(blank=True, max_length=1000)),
                    ('done_on', models.DateField(editable=False, null=True, verbose_name='day on which it was done')),
                    ('not_because', models.TextField(blank=True, max_length=500, verbose_name='why not this year')),
                    ('history_change_reason', models.TextField(null=True)),
                    ('activity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='learning.activity', verbose_name='record')),
                    ('done_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical fixed point',
                    'verbose_name_plural': 'historical fixed points',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='FixedPoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(editable=False, max_length=30, unique=True)),
                    ('year', models.PositiveSmallIntegerField(editable=False, validators=[django.core.validators.MinValueValidator(2015), django.core.validators.MaxValueValidator(2100)], verbose_name='year, from April')),
                    ('key', models.CharField(editable=False, max_length=40)),
                    ('number', models.PositiveSmallIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField(verbose_name='date')),
                    ('moved_because', models.TextField(blank=True, max_length=500, verbose_name='why the date was moved')),
                    ('is_forecast', models.BooleanField(default=False, editable=False, verbose_name='waits for something before it')),
                    ('latest_on', models.DateField(editable=False, null=True, verbose_name='latest day by law')),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done'), ('not_this_year', 'Not this year')], default='planned', editable=False, max_length=15)),
                    ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fixed_points', to='learning.activity', verbose_name='record')),
                    ('note', models.TextField(blank=True, max_length=1000)),
                    ('done_on', models.DateField(editable=False, null=True, verbose_name='day on which it was done')),
                    ('done_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('not_because', models.TextField(blank=True, max_length=500, verbose_name='why not this year')),
                ],
                options={
                    'ordering': ['due_on', 'pk'],
                    'indexes': [models.Index(fields=['year', 'due_on'], name='fixed_point_of_year')],
                    'constraints': [models.UniqueConstraint(fields=('year', 'key', 'number'), name='fixed_point_once_a_year'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'under_way', 'done', 'not_this_year'])), name='fixed_point_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', False), ('done_on__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_by', None), ('done_on', None)), _connector='OR'), name='fixed_point_done_by_someone_on_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_this_year'), models.Q(('not_because', ''), _negated=True)), models.Q(models.Q(('state', 'not_this_year'), _negated=True), ('not_because', '')), _connector='OR'), name='fixed_point_left_out_for_a_reason')],
                },
            ), migrations.CreateModel(
                name='Meeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(editable=False, max_length=30, unique=True)),
                    ('held_on', models.DateField(verbose_name='day')),
                    ('begins', models.TimeField(default=datetime.time(14, 0), verbose_name='from')),
                    ('ends', models.TimeField(default=datetime.time(16, 0), verbose_name='until')),
                    ('place', models.CharField(blank=True, max_length=200, verbose_name='place, or address to join')),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('papers_out', 'Papers out'), ('under_way', 'Under way'), ('held', 'Held'), ('agreed', 'Minutes agreed'), ('cancelled', 'Does not take place')], default='planned', editable=False, max_length=12)),
                    ('cancelled_because', models.CharField(blank=True, editable=False, max_length=300, verbose_name='why it does not take place')),
                    ('health', models.JSONField(default=dict, editable=False)),
                    ('built_at', models.DateTimeField(editable=False, null=True, verbose_name='agenda built')),
                    ('others', models.TextField(blank=True, max_length=2000, verbose_name='who else took part, by role and agency')),
                    ('quorum', models.CharField(blank=True, editable=False, max_length=600)),
                    ('closed_at', models.DateTimeField(editable=False, null=True)),
                    ('agreed_at', models.DateTimeField(editable=False, null=True)),
                    ('agreed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('agreed_in', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='home.meeting', verbose_name='minutes agreed at')),
                    ('apologised', models.ManyToManyField(blank=True, editable=False, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='partnership.group')),
                    ('planned_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('present', models.ManyToManyField(blank=True, editable=False, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['held_on', 'begins', 'pk'],
                    'indexes': [models.Index(fields=['group', 'held_on'], name='meeting_of_group')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'papers_out', 'under_way', 'held', 'agreed', 'cancelled'])), name='meeting_state_known'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='meeting_ends_after_it_begins', violation_error_message='The meeting must end after it begins.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancelled_because', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_because', '')), _connector='OR'), name='meeting_cancelled_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state__in', ['held', 'agreed'])), models.Q(models.Q(('state__in', ['held', 'agreed']), _negated=True), ('closed_at', None), ('closed_by', None)), _connector='OR'), name='meeting_closed_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('agreed_in__isnull', False), ('state', 'agreed')), models.Q(models.Q(('state', 'agreed'), _negated=True), ('agreed_at', None), ('agreed_by', None), ('agreed_in', None)), _connector='OR'), name='meeting_minutes_agreed_at_another')],
                },
            ), migrations.CreateModel(
                name='HistoricalMeeting',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(db_index=True, editable=False, max_length=30)),
                    ('held_on', models.DateField(verbose_name='day')),
                    ('begins', models.TimeField(default=datetime.time(14, 0), verbose_name='from')),
                    ('ends', models.TimeField(default=datetime.time(16, 0), verbose_name='until')),
                    ('place', models.CharField(blank=True, max_length=200, verbose_name='place, or address to join')),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('papers_out', 'Papers out'), ('under_way', 'Under way'), ('held', 'Held'), ('agreed', 'Minutes agreed'), ('cancelled', 'Does not take place')], default='planned', editable=False, max_length=12)),
                    ('cancelled_because', models.CharField(blank=True, editable=False, max_length=300, verbose_name='why it does not take place')),
                    ('health', models.JSONField(default=dict, editable=False)),
                    ('built_at', models.DateTimeField(editable=False, null=True, verbose_name='agenda built')),
                    ('others', models.TextField(blank=True, max_length=2000, verbose_name='who else took part, by role and agency')),
                    ('quorum', models.CharField(blank=True, editable=False, max_length=600)),
                    ('closed_at', models.DateTimeField(editable=False, null=True)),
                    ('agreed_at', models.DateTimeField(editable=False, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('agreed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('closed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('group', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.group')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('planned_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('agreed_in', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='home.meeting', verbose_name='minutes agreed at')),
                ],
                options={
                    'verbose_name': 'historical meeting',
                    'verbose_name_plural': 'historical meetings',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='AgendaItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('number', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('kind', models.CharField(choices=[('opening', 'Opening'), ('carried', 'Carried over'), ('decide', 'For decision'), ('late', 'Late'), ('due', 'Due next'), ('health', 'Thread health'), ('added', 'Added'), ('closing', 'Closing')], editable=False, max_length=10)),
                    ('key', models.CharField(blank=True, editable=False, max_length=60)),
                    ('record_kind', models.CharField(blank=True, choices=[('action', 'Action'), ('point', 'Learning point'), ('theme', 'Theme'), ('audit', 'Multi-agency audit'), ('national', 'National review'), ('fixed_point', 'Year plan')], editable=False, max_length=12)),
                    ('record_reference', models.CharField(blank=True, editable=False, max_length=30)),
                    ('asks', models.CharField(blank=True, editable=False, max_length=200, verbose_name='what is asked')),
                    ('title', models.CharField(blank=True, max_length=160, verbose_name='what it is about')),
                    ('words', models.TextField(blank=True, max_length=2000, verbose_name='what the group should know before')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(480)], verbose_name='how many minutes')),
                    ('left_out_because', models.CharField(blank=True, editable=False, max_length=300, verbose_name='why it is left out')),
                    ('presenter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who presents it')),
                    ('meeting', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='home.meeting')),
                ],
                options={
                    'ordering': ['number', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('meeting', 'key'), name='agenda_item_built_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['opening', 'carried', 'decide', 'late', 'due', 'health', 'added', 'closing'])), name='agenda_item_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('record_kind', ''), ('record_reference', ''), models.Q(('title', ''), _negated=True)), models.Q(('record_kind__in', ['action', 'point', 'theme', 'audit', 'national', 'fixed_point']), models.Q(('record_reference', ''), _negated=True)), _connector='OR'), name='agenda_item_about_something'), models.CheckConstraint(condition=models.Q(('number__gt', 0), models.Q(('left_out_because', ''), _negated=True), _connector='OR'), name='agenda_item_numbered_or_left_out')],
                },
            ), migrations.CreateModel(
                name='HistoricalAgendaItem',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('number', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('kind', models.CharField(choices=[('opening', 'Opening'), ('carried', 'Carried over'), ('decide', 'For decision'), ('late', 'Late'), ('due', 'Due next'), ('health', 'Thread health'), ('added', 'Added'), ('closing', 'Closing')], editable=False, max_length=10)),
                    ('key', models.CharField(blank=True, editable=False, max_length=60)),
                    ('record_kind', models.CharField(blank=True, choices=[('action', 'Action'), ('point', 'Learning point'), ('theme', 'Theme'), ('audit', 'Multi-agency audit'), ('national', 'National review'), ('fixed_point', 'Year plan')], editable=False, max_length=12)),
                    ('record_reference', models.CharField(blank=True, editable=False, max_length=30)),
                    ('asks', models.CharField(blank=True, editable=False, max_length=200, verbose_name='what is asked')),
                    ('title', models.CharField(blank=True, max_length=160, verbose_name='what it is about')),
                    ('words', models.TextField(blank=True, max_length=2000, verbose_name='what the group should know before')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(480)], verbose_name='how many minutes')),
                    ('left_out_because', models.CharField(blank=True, editable=False, max_length=300, verbose_name='why it is left out')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('presenter', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who presents it')),
                    ('meeting', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='home.meeting')),
                ],
                options={
                    'verbose_name': 'historical agenda item',
                    'verbose_name_plural': 'historical agenda items',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='Minute',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(choices=[('note', 'Note'), ('decision', 'Decision'), ('action', 'Action'), ('correction', 'Correction')], editable=False, max_length=10)),
                    ('text', models.TextField(max_length=4000, verbose_name='what was said')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('action', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='minuted', to='actionplans.action')),
                    ('item', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='minuted', to='home.agendaitem')),
                    ('written_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'entry in the minutes',
                    'verbose_name_plural': 'entries in the minutes',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['note', 'decision', 'action', 'correction'])), name='minute_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', False), ('kind', 'action')), models.Q(models.Q(('kind', 'action'), _negated=True), ('action', None)), _connector='OR'), name='minute_of_an_action_has_it')],
                },
            ), migrations.CreateModel(
                name='HistoricalMinute',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(choices=[('note', 'Note'), ('decision', 'Decision'), ('action', 'Action'), ('correction', 'Correction')], editable=False, max_length=10)),
                    ('text', models.TextField(max_length=4000, verbose_name='what was said')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('action', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='actionplans.action')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('item', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='home.agendaitem')),
                    ('written_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical entry in the minutes',
                    'verbose_name_plural': 'historical entries in the minutes',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ), migrations.CreateModel(
                name='MeetingMail',
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
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='home.meeting')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['pk'],
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['try_at'], name='meetingmail_to_send'), models.Index(condition=models.Q(('state', 'sending')), fields=['lease_until'], name='meetingmail_being_sent'), models.Index(condition=models.Q(('state', 'failed')), fields=['state'], name='meetingmail_failed')],
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='meeting_mail_once_a_person'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'sending', 'sent', 'suppressed', 'superseded', 'failed'])), name='meetingmail_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='meetingmail_sent_when_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('lease_id__isnull', False), ('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_id__isnull', True), ('lease_until__isnull', True)), _connector='OR'), name='meetingmail_leased_while_sending')],
                },
            ),
        ]),
        migrations.RunPython(make, take_away),
    ]
