from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    replaces = [('ui', '0001_version_0_1')]

    initial = True

    dependencies = [
    ]

    operations = [
        TablesTogether([migrations.CreateModel(
                name='SubmittedForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.UUIDField(unique=True)),
                    ('person_id', models.BigIntegerField(help_text='Nobody, for a form that needs no sign-in.', null=True)),
                    ('path', models.TextField()),
                    ('location', models.TextField(blank=True)),
                    ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ],
                options={
                    'verbose_name': 'sent form',
                },
            ),
        ]),
    ]
