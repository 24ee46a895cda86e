import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models

from escp.access.tables_together import TablesTogether

# What is searched by its words; the same texts in the same order as in audits/queries/looked_at.py.
INDEXED = (
    ("MultiAgencyAudit", ("title", "why_now")),
    ("SingleAgencyAudit", ("title", "topics", "method", "good", "learning", "impact", "next_steps")),
)


def indexes(apps):
    for name, texts in INDEXED:
        words = SearchVector(*texts, config="english")
        yield apps.get_model("audits", name), GinIndex(words, name=f"{name.lower()}_words")


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

    dependencies = [
        ('audits', '0005_audit_tools'),
        ('learning', '0004_said_before'),
        ('partnership', '0001_version_0_1'),
        ('returns', '0001_version_0_1'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesTogether([
            migrations.CreateModel(
                name='HistoricalSingleAgencyYear',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(db_index=True, editable=False, max_length=30)),
                    ('year', models.PositiveSmallIntegerField(db_index=True, validators=[django.core.validators.MinValueValidator(2015), django.core.validators.MaxValueValidator(2100)], verbose_name='year, from April')),
                    ('spotlight', models.TextField(blank=True, max_length=600, verbose_name='spotlight topics')),
                    ('message', models.TextField(blank=True, max_length=3000, verbose_name='what to say to those who are asked')),
                    ('opened_on', models.DateField(default=django.utils.timezone.localdate, editable=False)),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('asked', 'Agencies are asked'), ('met', 'Meeting held'), ('closed', 'Closed')], db_index=True, default='planned', editable=False, max_length=10)),
                    ('asked_on', models.DateField(editable=False, null=True, verbose_name='agencies asked')),
                    ('papers_on', models.DateField(editable=False, null=True, verbose_name='papers sent out')),
                    ('met_on', models.DateField(editable=False, null=True, verbose_name='meeting held')),
                    ('discussion', models.TextField(blank=True, max_length=4000, verbose_name='what was discussed')),
                    ('closed_on', models.DateField(editable=False, null=True, verbose_name='themes agreed')),
                    ('themes', models.TextField(blank=True, editable=False, max_length=4000, verbose_name='themes that were agreed')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opened_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='returns.request')),
                ],
                options={
                    'verbose_name': 'historical year of single-agency audits',
                    'verbose_name_plural': 'historical years of single-agency audits',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='SingleAgencyYear',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(editable=False, max_length=30, unique=True)),
                    ('year', models.PositiveSmallIntegerField(unique=True, validators=[django.core.validators.MinValueValidator(2015), django.core.validators.MaxValueValidator(2100)], verbose_name='year, from April')),
                    ('spotlight', models.TextField(blank=True, max_length=600, verbose_name='spotlight topics')),
                    ('message', models.TextField(blank=True, max_length=3000, verbose_name='what to say to those who are asked')),
                    ('opened_on', models.DateField(default=django.utils.timezone.localdate, editable=False)),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('asked', 'Agencies are asked'), ('met', 'Meeting held'), ('closed', 'Closed')], db_index=True, default='planned', editable=False, max_length=10)),
                    ('asked_on', models.DateField(editable=False, null=True, verbose_name='agencies asked')),
                    ('papers_on', models.DateField(editable=False, null=True, verbose_name='papers sent out')),
                    ('met_on', models.DateField(editable=False, null=True, verbose_name='meeting held')),
                    ('discussion', models.TextField(blank=True, max_length=4000, verbose_name='what was discussed')),
                    ('closed_on', models.DateField(editable=False, null=True, verbose_name='themes agreed')),
                    ('themes', models.TextField(blank=True, editable=False, max_length=4000, verbose_name='themes that were agreed')),
                    ('agencies', models.ManyToManyField(blank=True, related_name='single_agency_years', to='partnership.agency')),
                    ('opened_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('request', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='single_agency_year', to='returns.request')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'asked', 'met', 'closed'])), name='single_agency_year_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('asked_on', None), ('request', None), ('state', 'planned')), models.Q(('asked_on__isnull', False), ('request__isnull', False), ('state__in', ('asked', 'met', 'closed'))), _connector='OR'), name='single_agency_year_asked_with_a_request'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('met', 'closed')), _negated=True), models.Q(('met_on__isnull', False), ('papers_on__isnull', False)), _connector='OR'), name='single_agency_year_met_on_a_day_with_papers'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_on__isnull', False), models.Q(('themes', ''), _negated=True)), _connector='OR'), name='single_agency_year_closed_with_its_themes')],
                    'verbose_name': 'year of single-agency audits',
                    'verbose_name_plural': 'years of single-agency audits',
                    'ordering': ['-year'],
                },
            ),
            migrations.CreateModel(
                name='SingleAgencyAudit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(editable=False, max_length=30, unique=True)),
                    ('title', models.CharField(max_length=160)),
                    ('finished_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='finished')),
                    ('period', models.CharField(blank=True, max_length=80, verbose_name='period looked at')),
                    ('sample', models.PositiveIntegerField(blank=True, null=True, verbose_name='size of the sample')),
                    ('drawn', models.CharField(blank=True, max_length=300, verbose_name='how the sample was drawn')),
                    ('method', models.CharField(blank=True, max_length=300)),
                    ('by_whom', models.CharField(blank=True, choices=[('internal', 'The agency itself'), ('external', 'Somebody from outside')], max_length=10, verbose_name='carried out by')),
                    ('grades', models.CharField(blank=True, max_length=300, verbose_name='spread of grades')),
                    ('topics', models.CharField(blank=True, max_length=200, verbose_name='what it is about')),
                    ('good', models.TextField(blank=True, max_length=4000, verbose_name='what was good')),
                    ('learning', models.TextField(blank=True, max_length=4000, verbose_name='what has to develop')),
                    ('impact', models.TextField(blank=True, max_length=4000, verbose_name='what changed, and what shows it')),
                    ('next_steps', models.TextField(blank=True, max_length=4000, verbose_name='next steps')),
                    ('place', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='row of the return')),
                    ('recorded_on', models.DateField(default=django.utils.timezone.localdate, editable=False)),
                    ('activity', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s', to='learning.activity')),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='single_agency_audits', to='partnership.agency')),
                    ('came_with', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='single_agency_audits', to='returns.return')),
                    ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('year', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audits', to='audits.singleagencyyear')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('by_whom__in', ['', 'internal', 'external'])), name='single_agency_audit_by_whom_known'), models.UniqueConstraint(fields=('came_with', 'place'), name='single_agency_audit_once_a_row'), models.CheckConstraint(condition=models.Q(models.Q(('came_with', None), ('place', None)), models.Q(('came_with__isnull', False), ('place__isnull', False)), _connector='OR'), name='single_agency_audit_row_of_its_return')],
                    'verbose_name': 'single-agency audit',
                    'ordering': ['-finished_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='HistoricalSingleAgencyAudit',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(db_index=True, editable=False, max_length=30)),
                    ('title', models.CharField(max_length=160)),
                    ('finished_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='finished')),
                    ('period', models.CharField(blank=True, max_length=80, verbose_name='period looked at')),
                    ('sample', models.PositiveIntegerField(blank=True, null=True, verbose_name='size of the sample')),
                    ('drawn', models.CharField(blank=True, max_length=300, verbose_name='how the sample was drawn')),
                    ('method', models.CharField(blank=True, max_length=300)),
                    ('by_whom', models.CharField(blank=True, choices=[('internal', 'The agency itself'), ('external', 'Somebody from outside')], max_length=10, verbose_name='carried out by')),
                    ('grades', models.CharField(blank=True, max_length=300, verbose_name='spread of grades')),
                    ('topics', models.CharField(blank=True, max_length=200, verbose_name='what it is about')),
                    ('good', models.TextField(blank=True, max_length=4000, verbose_name='what was good')),
                    ('learning', models.TextField(blank=True, max_length=4000, verbose_name='what has to develop')),
                    ('impact', models.TextField(blank=True, max_length=4000, verbose_name='what changed, and what shows it')),
                    ('next_steps', models.TextField(blank=True, max_length=4000, verbose_name='next steps')),
                    ('place', models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='row of the return')),
                    ('recorded_on', models.DateField(default=django.utils.timezone.localdate, editable=False)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('activity', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='learning.activity')),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.agency')),
                    ('came_with', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='returns.return')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('year', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audits.singleagencyyear')),
                ],
                options={
                    'verbose_name': 'historical single-agency audit',
                    'verbose_name_plural': 'historical single-agency audits',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalCarriedStep',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('words', models.TextField(editable=False, max_length=4000)),
                    ('became', models.TextField(blank=True, max_length=4000, verbose_name='what became of it')),
                    ('settled_on', models.DateField(editable=False, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('settled_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('audit', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audits.singleagencyaudit')),
                    ('year', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audits.singleagencyyear')),
                ],
                options={
                    'verbose_name': 'historical step carried forward',
                    'verbose_name_plural': 'historical steps carried forward',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='CarriedStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('words', models.TextField(editable=False, max_length=4000)),
                    ('became', models.TextField(blank=True, max_length=4000, verbose_name='what became of it')),
                    ('settled_on', models.DateField(editable=False, null=True)),
                    ('settled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('audit', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='audits.singleagencyaudit')),
                    ('year', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='carried_steps', to='audits.singleagencyyear')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('became', ''), ('settled_by', None), ('settled_on', None)), models.Q(('settled_by__isnull', False), ('settled_on__isnull', False), models.Q(('became', ''), _negated=True)), _connector='OR'), name='carried_step_settled_with_what_became')],
                    'verbose_name': 'step carried forward',
                    'verbose_name_plural': 'steps carried forward',
                    'ordering': ['audit__agency__name', 'pk'],
                },
            ),
        ]),
        migrations.RunPython(make, take_away),
    ]
