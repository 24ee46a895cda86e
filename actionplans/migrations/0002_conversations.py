import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    dependencies = [
        ('actionplans', '0001_version_0_1'),
        ('partnership', '0001_version_0_1'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesTogether([
            migrations.CreateModel(
                name='Conversation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(editable=False, max_length=30, unique=True)),
                    ('year', models.PositiveSmallIntegerField(editable=False, validators=[django.core.validators.MinValueValidator(2015), django.core.validators.MaxValueValidator(2100)])),
                    ('half', models.CharField(choices=[('february', 'February'), ('august', 'August')], editable=False, max_length=8, verbose_name='round')),
                    ('opened_on', models.DateField(default=django.utils.timezone.localdate, editable=False)),
                    ('prepare_by', models.DateField(verbose_name='answers ready by')),
                    ('hold_by', models.DateField(verbose_name='conversation held by')),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('prepared', 'Answers ready'), ('held', 'Held'), ('agreed', 'Record agreed'), ('not_held', 'Not held')], db_index=True, default='planned', editable=False, max_length=10)),
                    ('prepared_on', models.DateField(editable=False, null=True)),
                    ('not_held_because', models.CharField(blank=True, editable=False, max_length=500)),
                    ('held_on', models.DateField(blank=True, null=True, verbose_name='day of the conversation')),
                    ('took_part', models.CharField(blank=True, max_length=300, verbose_name='who took part for the agency')),
                    ('others', models.CharField(blank=True, max_length=300, verbose_name='who else took part')),
                    ('strengths', models.TextField(blank=True, max_length=2000, verbose_name='what is strong')),
                    ('challenge', models.TextField(blank=True, max_length=2000, verbose_name='what was challenged')),
                    ('support', models.TextField(blank=True, max_length=2000, verbose_name='what support was offered')),
                    ('next_step', models.TextField(blank=True, max_length=2000, verbose_name='agreed next step')),
                    ('look_again_on', models.DateField(blank=True, null=True, verbose_name='when to look again')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'Confident'), ('some', 'Fairly confident'), ('low', 'Not confident yet'), ('unknown', 'Too early to say')], max_length=8, verbose_name='how confident')),
                    ('agreed_on', models.DateField(editable=False, null=True)),
                    ('agency', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='conversations', to='partnership.agency')),
                    ('agreed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opened_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('other_agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.agency', verbose_name='other agency present')),
                    ('prepared_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'challenge and support conversation',
                    'ordering': ['-year', 'half', 'agency__name'],
                    'constraints': [models.UniqueConstraint(fields=('agency', 'year', 'half'), name='conversation_once_a_round'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'prepared', 'held', 'agreed', 'not_held'])), name='conversation_state_known'), models.CheckConstraint(condition=models.Q(('half__in', ['february', 'august'])), name='conversation_half_known'), models.CheckConstraint(condition=models.Q(('hold_by__gte', models.F('prepare_by'))), name='conversation_held_after_it_is_prepared', violation_error_message='The conversation comes after the answers.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('held', 'agreed')), _negated=True), models.Q(('held_on__isnull', False), ('other_agency__isnull', False), ('recorded_by__isnull', False), models.Q(('took_part', ''), _negated=True)), _connector='OR'), name='conversation_held_with_another_agency'), models.CheckConstraint(condition=models.Q(('other_agency', None), models.Q(('other_agency', models.F('agency')), _negated=True), _connector='OR'), name='conversation_other_agency_is_another'), models.CheckConstraint(condition=models.Q(models.Q(('prepared_by', None), ('prepared_on', None)), models.Q(('prepared_by__isnull', False), ('prepared_on__isnull', False)), _connector='OR'), name='conversation_prepared_together'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_held'), models.Q(('not_held_because', ''), _negated=True)), models.Q(models.Q(('state', 'not_held'), _negated=True), ('not_held_because', '')), _connector='OR'), name='conversation_not_held_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_by__isnull', False), ('agreed_on__isnull', False), ('state', 'agreed')), models.Q(models.Q(('state', 'agreed'), _negated=True), ('agreed_by', None), ('agreed_on', None)), _connector='OR'), name='conversation_agreed_together')],
                },
            ),
            migrations.CreateModel(
                name='ConversationLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('how_much', models.TextField(blank=True, max_length=2000, verbose_name='how much did we do?')),
                    ('how_well', models.TextField(blank=True, max_length=2000, verbose_name='how well did we do it?')),
                    ('difference', models.TextField(blank=True, max_length=2000, verbose_name='what difference did it make?')),
                    ('evidence_seen', models.TextField(blank=True, max_length=2000, verbose_name='what evidence was seen?')),
                    ('for_update', models.CharField(blank=True, max_length=300, verbose_name='one line for the Update')),
                    ('action', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='conversation_lines', to='actionplans.action')),
                    ('conversation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='actionplans.conversation')),
                ],
                options={
                    'ordering': ['action__due_on', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('conversation', 'action'), name='conversation_line_once_an_action')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalConversation',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(db_index=True, editable=False, max_length=30)),
                    ('year', models.PositiveSmallIntegerField(editable=False, validators=[django.core.validators.MinValueValidator(2015), django.core.validators.MaxValueValidator(2100)])),
                    ('half', models.CharField(choices=[('february', 'February'), ('august', 'August')], editable=False, max_length=8, verbose_name='round')),
                    ('opened_on', models.DateField(default=django.utils.timezone.localdate, editable=False)),
                    ('prepare_by', models.DateField(verbose_name='answers ready by')),
                    ('hold_by', models.DateField(verbose_name='conversation held by')),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('prepared', 'Answers ready'), ('held', 'Held'), ('agreed', 'Record agreed'), ('not_held', 'Not held')], db_index=True, default='planned', editable=False, max_length=10)),
                    ('prepared_on', models.DateField(editable=False, null=True)),
                    ('not_held_because', models.CharField(blank=True, editable=False, max_length=500)),
                    ('held_on', models.DateField(blank=True, null=True, verbose_name='day of the conversation')),
                    ('took_part', models.CharField(blank=True, max_length=300, verbose_name='who took part for the agency')),
                    ('others', models.CharField(blank=True, max_length=300, verbose_name='who else took part')),
                    ('strengths', models.TextField(blank=True, max_length=2000, verbose_name='what is strong')),
                    ('challenge', models.TextField(blank=True, max_length=2000, verbose_name='what was challenged')),
                    ('support', models.TextField(blank=True, max_length=2000, verbose_name='what support was offered')),
                    ('next_step', models.TextField(blank=True, max_length=2000, verbose_name='agreed next step')),
                    ('look_again_on', models.DateField(blank=True, null=True, verbose_name='when to look again')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'Confident'), ('some', 'Fairly confident'), ('low', 'Not confident yet'), ('unknown', 'Too early to say')], max_length=8, verbose_name='how confident')),
                    ('agreed_on', models.DateField(editable=False, null=True)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('agency', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.agency')),
                    ('agreed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('opened_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('other_agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnership.agency', verbose_name='other agency present')),
                    ('prepared_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical challenge and support conversation',
                    'verbose_name_plural': 'historical challenge and support conversations',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalConversationLine',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('how_much', models.TextField(blank=True, max_length=2000, verbose_name='how much did we do?')),
                    ('how_well', models.TextField(blank=True, max_length=2000, verbose_name='how well did we do it?')),
                    ('difference', models.TextField(blank=True, max_length=2000, verbose_name='what difference did it make?')),
                    ('evidence_seen', models.TextField(blank=True, max_length=2000, verbose_name='what evidence was seen?')),
                    ('for_update', models.CharField(blank=True, max_length=300, verbose_name='one line for the Update')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('action', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='actionplans.action')),
                    ('conversation', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='actionplans.conversation')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical conversation line',
                    'verbose_name_plural': 'historical conversation lines',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
        ]),
    ]
