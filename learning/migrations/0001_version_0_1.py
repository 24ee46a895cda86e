import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    replaces = [('learning', '0001_initial'), ('learning', '0002_national_reviews'), ('learning', '0003_child_deaths')]

    initial = True

    dependencies = [
        ('partnership', '0001_version_0_1'),
        ('partnership', '__first__'),
    ]

    operations = [
        TablesTogether([
            migrations.CreateModel(
                name='Activity',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('serious_incident', 'Serious incident'), ('rapid_review', 'Rapid review'), ('local_review', 'Local child safeguarding practice review'), ('national_review', 'National review'), ('child_death', 'Child death review')], max_length=30)),
                    ('reference', models.CharField(max_length=30, unique=True)),
                    ('title', models.CharField(max_length=160)),
                    ('happened_on', models.DateField(verbose_name='date')),
                    ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='partnership.agency', verbose_name='lead agency')),
                    ('stage', models.CharField(choices=[('under_way', 'Under way'), ('concluded', 'Concluded'), ('not_taken_forward', 'Not taken forward')], max_length=20)),
                    ('handling', models.CharField(choices=[('internal', 'Everyone who takes part in learning'), ('casework', 'Those who work on the case; others once it is signed off'), ('deaths', 'Those who review the deaths of children, and nobody else')], max_length=10)),
                    ('is_final', models.BooleanField(default=False, verbose_name='signed off')),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='partnership.case')),
                    ('priority', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='partnership.priority')),
                    ('url_name', models.CharField(max_length=60)),
                ],
                options={
                    'verbose_name_plural': 'activities',
                    'ordering': ['-happened_on', '-pk'],
                    'indexes': [models.Index(fields=['-happened_on', '-id'], name='activity_newest_first')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['serious_incident', 'rapid_review', 'local_review', 'national_review', 'child_death'])), name='activity_kind_known'), models.CheckConstraint(condition=models.Q(('stage__in', ['under_way', 'concluded', 'not_taken_forward'])), name='activity_stage_known'), models.CheckConstraint(condition=models.Q(('handling__in', ['internal', 'casework', 'deaths'])), name='activity_handling_known')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalTheme',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(db_index=True, editable=False, max_length=30)),
                    ('year', models.PositiveSmallIntegerField(help_text='The year in which it starts: 2026 for April 2026 to March 2027.', validators=[django.core.validators.MinValueValidator(2015), django.core.validators.MaxValueValidator(2100)], verbose_name='year, from April')),
                    ('title', models.CharField(max_length=120)),
                    ('rationale', models.TextField(max_length=4000, verbose_name='why this theme')),
                    ('state', models.CharField(choices=[('proposed', 'Proposed'), ('active', 'One of the Three Themes'), ('closed', 'Closed')], default='proposed', editable=False, max_length=10)),
                    ('place', models.PositiveSmallIntegerField(editable=False, null=True)),
                    ('impact_statement', models.TextField(blank=True, editable=False, max_length=4000)),
                    ('priority', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.priority', verbose_name='Business Plan priority')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical theme',
                    'verbose_name_plural': 'historical themes',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Theme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(editable=False, max_length=30, unique=True)),
                    ('year', models.PositiveSmallIntegerField(help_text='The year in which it starts: 2026 for April 2026 to March 2027.', validators=[django.core.validators.MinValueValidator(2015), django.core.validators.MaxValueValidator(2100)], verbose_name='year, from April')),
                    ('title', models.CharField(max_length=120)),
                    ('rationale', models.TextField(max_length=4000, verbose_name='why this theme')),
                    ('priority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='partnership.priority', verbose_name='Business Plan priority')),
                    ('state', models.CharField(choices=[('proposed', 'Proposed'), ('active', 'One of the Three Themes'), ('closed', 'Closed')], default='proposed', editable=False, max_length=10)),
                    ('place', models.PositiveSmallIntegerField(editable=False, null=True)),
                    ('impact_statement', models.TextField(blank=True, editable=False, max_length=4000)),
                ],
                options={
                    'ordering': ['-year', 'place', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'active', 'closed'])), name='theme_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('place__in', (1, 2, 3)), ('place__isnull', False), ('state', 'active')), models.Q(models.Q(('state', 'active'), _negated=True), ('place', None)), _connector='OR'), name='theme_has_a_place_while_active'), models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('place',), name='theme_places_are_three')],
                },
            ),
            migrations.CreateModel(
                name='Finding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(editable=False, max_length=30, unique=True)),
                    ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='learning.activity')),
                    ('kind', models.CharField(choices=[('strength', 'What works well'), ('improvement', 'What needs to improve')], max_length=12, verbose_name='strength or improvement')),
                    ('title', models.CharField(max_length=160, verbose_name='finding in one line')),
                    ('what', models.TextField(max_length=4000, verbose_name='what was found')),
                    ('why', models.TextField(blank=True, max_length=4000, verbose_name='why it happens')),
                    ('who_for', models.CharField(max_length=200, verbose_name='who it is for')),
                    ('confidence', models.CharField(choices=[('high', 'High: several sources agree'), ('medium', 'Medium: some support'), ('low', 'Low: one source, or a first impression')], default='medium', max_length=8)),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['strength', 'improvement'])), name='finding_kind_known'), models.CheckConstraint(condition=models.Q(('confidence__in', ['high', 'medium', 'low'])), name='finding_confidence_known')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalFinding',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(db_index=True, editable=False, max_length=30)),
                    ('kind', models.CharField(choices=[('strength', 'What works well'), ('improvement', 'What needs to improve')], max_length=12, verbose_name='strength or improvement')),
                    ('title', models.CharField(max_length=160, verbose_name='finding in one line')),
                    ('what', models.TextField(max_length=4000, verbose_name='what was found')),
                    ('why', models.TextField(blank=True, max_length=4000, verbose_name='why it happens')),
                    ('who_for', models.CharField(max_length=200, verbose_name='who it is for')),
                    ('confidence', models.CharField(choices=[('high', 'High: several sources agree'), ('medium', 'Medium: some support'), ('low', 'Low: one source, or a first impression')], default='medium', max_length=8)),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('activity', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='learning.activity')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical finding',
                    'verbose_name_plural': 'historical findings',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='LearningPoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(editable=False, max_length=30, unique=True)),
                    ('statement', models.CharField(max_length=300, verbose_name='what we learned')),
                    ('detail', models.TextField(blank=True, max_length=4000, verbose_name='what this means for practice')),
                    ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='learning_points', to='learning.theme')),
                    ('state', models.CharField(choices=[('captured', 'Captured'), ('agreed', 'Agreed by the PIG')], default='captured', editable=False, max_length=10)),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['captured', 'agreed'])), name='learning_point_state_known')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalLearningPoint',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(db_index=True, editable=False, max_length=30)),
                    ('statement', models.CharField(max_length=300, verbose_name='what we learned')),
                    ('detail', models.TextField(blank=True, max_length=4000, verbose_name='what this means for practice')),
                    ('state', models.CharField(choices=[('captured', 'Captured'), ('agreed', 'Agreed by the PIG')], default='captured', editable=False, max_length=10)),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('theme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='learning.theme')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical learning point',
                    'verbose_name_plural': 'historical learning points',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalFindingLink',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('why', models.CharField(blank=True, max_length=300)),
                    ('linked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('finding', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='learning.finding')),
                    ('learning_point', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='learning.learningpoint')),
                    ('linked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical finding link',
                    'verbose_name_plural': 'historical finding links',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='FindingLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='learning.finding')),
                    ('learning_point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='finding_links', to='learning.learningpoint')),
                    ('why', models.CharField(blank=True, max_length=300)),
                    ('linked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('linked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['linked_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('finding', 'learning_point'), name='finding_linked_once')],
                },
            ),
        ]),
    ]
