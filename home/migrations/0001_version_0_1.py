import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    replaces = [('home', '0001_year_plan')]

    initial = True

    dependencies = [
        ('learning', '0001_version_0_1'),
        ('partnership', '__first__'),
    ]

    operations = [
        TablesTogether([
            migrations.CreateModel(
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
            ),
            migrations.CreateModel(
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
            ),
        ]),
    ]
