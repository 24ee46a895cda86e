import django.utils.timezone
import escp.access.append_only
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('access', '0001_initial'), ('access', '0002_accesslog_append_only')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AccessLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('person_id', models.BigIntegerField(db_index=True, null=True)),
                ('person_name', models.CharField(blank=True, max_length=200)),
                ('action', models.CharField(max_length=60)),
                ('reference', models.CharField(blank=True, db_index=True, max_length=30)),
                ('fields', models.JSONField(blank=True, default=list)),
                ('purpose', models.CharField(blank=True, max_length=500)),
                ('outcome', models.CharField(choices=[('allowed', 'Allowed'), ('denied', 'Denied')], default='allowed', max_length=10)),
            ],
            options={
                'verbose_name': 'entry',
                'verbose_name_plural': 'entries',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['allowed', 'denied'])), name='access_log_outcome_known')],
            },
        ),
        escp.access.append_only.RefuseChanges(
            model_name='AccessLog',
        ),
    ]
