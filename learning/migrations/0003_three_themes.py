import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0002_audits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicaltheme',
            name='chosen_minute',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='historicaltheme',
            name='closing_minute',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='historicaltheme',
            name='leader',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who leads it'),
        ),
        migrations.AddField(
            model_name='historicaltheme',
            name='review_minute',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='theme',
            name='chosen_minute',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='theme',
            name='closing_minute',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='theme',
            name='leader',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='themes_led', to=settings.AUTH_USER_MODEL, verbose_name='who leads it'),
        ),
        migrations.AddField(
            model_name='theme',
            name='review_minute',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        TablesTogether([
            migrations.CreateModel(
                name='HistoricalThemeEvidence',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('window', models.CharField(choices=[('data', 'Data'), ('practice', 'Practice'), ('frontline', 'Frontline'), ('external', 'External'), ('voice', 'The child’s voice')], max_length=10)),
                    ('shows', models.TextField(max_length=1000, verbose_name='what it shows')),
                    ('source', models.CharField(max_length=200, verbose_name='where it is from')),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('theme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='learning.theme')),
                ],
                options={
                    'verbose_name': 'historical theme evidence',
                    'verbose_name_plural': 'historical theme evidence',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='ThemeEvidence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('window', models.CharField(choices=[('data', 'Data'), ('practice', 'Practice'), ('frontline', 'Frontline'), ('external', 'External'), ('voice', 'The child’s voice')], max_length=10)),
                    ('shows', models.TextField(max_length=1000, verbose_name='what it shows')),
                    ('source', models.CharField(max_length=200, verbose_name='where it is from')),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='learning.theme')),
                ],
                options={
                    'verbose_name_plural': 'theme evidence',
                    'ordering': ['recorded_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('window__in', ['data', 'practice', 'frontline', 'external', 'voice'])), name='theme_window_known')],
                },
            ),
        ]),
    ]
