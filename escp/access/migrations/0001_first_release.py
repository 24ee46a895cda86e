import django.utils.timezone
from django.db import migrations, models

from escp.access.append_only import RefuseChanges
from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    replaces = [('access', '0001_version_0_1')]

    initial = True

    dependencies = [
    ]

    operations = [
        TablesTogether([migrations.CreateModel(
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
        ]),
        RefuseChanges('AccessLog'),
    ]
