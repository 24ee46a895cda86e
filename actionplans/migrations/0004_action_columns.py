import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    dependencies = [
        ('actionplans', '0003_tracker'),
        ('partnership', '0001_version_0_1'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='action',
            name='contributing',
            field=models.ManyToManyField(blank=True, related_name='contributed_actions', to='partnership.agency', verbose_name='contributing agencies'),
        ),
        migrations.AddField(
            model_name='action',
            name='resources',
            field=models.CharField(blank=True, max_length=500, verbose_name='what it needs'),
        ),
        migrations.AddField(
            model_name='action',
            name='risks',
            field=models.CharField(blank=True, max_length=500, verbose_name='what may stand in the way'),
        ),
        migrations.AddField(
            model_name='action',
            name='set_because',
            field=models.CharField(blank=True, editable=False, max_length=500),
        ),
        migrations.AddField(
            model_name='action',
            name='set_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='action',
            name='set_colour',
            field=models.CharField(blank=True, choices=[('blue', 'Blue'), ('green', 'Green'), ('amber', 'Amber'), ('red', 'Red'), ('grey', 'Grey')], editable=False, max_length=5),
        ),
        migrations.AddField(
            model_name='action',
            name='set_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='action',
            name='set_until',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicalaction',
            name='resources',
            field=models.CharField(blank=True, max_length=500, verbose_name='what it needs'),
        ),
        migrations.AddField(
            model_name='historicalaction',
            name='risks',
            field=models.CharField(blank=True, max_length=500, verbose_name='what may stand in the way'),
        ),
        migrations.AddField(
            model_name='historicalaction',
            name='set_because',
            field=models.CharField(blank=True, editable=False, max_length=500),
        ),
        migrations.AddField(
            model_name='historicalaction',
            name='set_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalaction',
            name='set_colour',
            field=models.CharField(blank=True, choices=[('blue', 'Blue'), ('green', 'Green'), ('amber', 'Amber'), ('red', 'Red'), ('grey', 'Grey')], editable=False, max_length=5),
        ),
        migrations.AddField(
            model_name='historicalaction',
            name='set_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicalaction',
            name='set_until',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicalimpactmeasure',
            name='source',
            field=models.CharField(blank=True, max_length=80, verbose_name='what it is read from'),
        ),
        migrations.AddField(
            model_name='historicalimpactmeasure',
            name='waived_because',
            field=models.CharField(blank=True, editable=False, max_length=500),
        ),
        migrations.AddField(
            model_name='historicalimpactmeasure',
            name='waived_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalimpactmeasure',
            name='waived_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='impactmeasure',
            name='source',
            field=models.CharField(blank=True, max_length=80, verbose_name='what it is read from'),
        ),
        migrations.AddField(
            model_name='impactmeasure',
            name='waived_because',
            field=models.CharField(blank=True, editable=False, max_length=500),
        ),
        migrations.AddField(
            model_name='impactmeasure',
            name='waived_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='impactmeasure',
            name='waived_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('set_because', ''), ('set_by', None), ('set_colour', ''), ('set_on', None), ('set_until', None)), models.Q(('set_by__isnull', False), ('set_colour__in', ('green', 'amber', 'red', 'grey')), ('set_on__isnull', False), ('set_until__gte', models.F('set_on')), models.Q(('set_because', ''), _negated=True)), _connector='OR'), name='action_colour_set_together'),
        ),
        migrations.AddConstraint(
            model_name='impactmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('waived_because', ''), ('waived_by', None), ('waived_on', None)), models.Q(('waived_by__isnull', False), ('waived_on__isnull', False), models.Q(('waived_because', ''), _negated=True)), _connector='OR'), name='measure_waived_together'),
        ),
        TablesTogether([
            migrations.CreateModel(
                name='HistoricalMilestone',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('what', models.CharField(max_length=200, verbose_name='what will be done')),
                    ('due_on', models.DateField(verbose_name='by when')),
                    ('done_on', models.DateField(editable=False, null=True)),
                    ('dropped_because', models.CharField(blank=True, editable=False, max_length=300)),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('action', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='actionplans.action')),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.agency', verbose_name='which agency does it')),
                    ('done_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical milestone',
                    'verbose_name_plural': 'historical milestones',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Milestone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('what', models.CharField(max_length=200, verbose_name='what will be done')),
                    ('due_on', models.DateField(verbose_name='by when')),
                    ('done_on', models.DateField(editable=False, null=True)),
                    ('dropped_because', models.CharField(blank=True, editable=False, max_length=300)),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('action', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='actionplans.action')),
                    ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.agency', verbose_name='which agency does it')),
                    ('done_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['due_on', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_by', None), ('done_on', None)), models.Q(('done_by__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='milestone_done_together'), models.CheckConstraint(condition=models.Q(('done_on', None), ('dropped_because', ''), _connector='OR'), name='milestone_not_done_and_dropped')],
                },
            ),
        ]),
    ]
