from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('learning', '0004_audits')]

    dependencies = [
        ('learning', '0001_version_0_1'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='activity',
            name='activity_kind_known',
        ),
        migrations.AlterField(
            model_name='activity',
            name='kind',
            field=models.CharField(choices=[('serious_incident', 'Serious incident'), ('rapid_review', 'Rapid review'), ('local_review', 'Local child safeguarding practice review'), ('national_review', 'National review'), ('child_death', 'Child death review'), ('multi_agency_audit', 'Multi-agency audit'), ('single_agency_audit', 'Single-agency audit'), ('section_11', 'Section 11 self-assessment'), ('schools', 'Schools’ safeguarding self-assessment')], max_length=30),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['serious_incident', 'rapid_review', 'local_review', 'national_review', 'child_death', 'multi_agency_audit', 'single_agency_audit', 'section_11', 'schools'])), name='activity_kind_known'),
        ),
    ]
