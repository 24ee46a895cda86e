import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0001_first_release'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesTogether([migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('added_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='learning.event')),
                ('person', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['person__full_name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('event', 'person'), name='attendee_once')],
            },
        ),
        migrations.CreateModel(
            name='EvaluationMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=200, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('pending', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('suppressed', 'Not sent: no longer for this person'), ('superseded', 'Not sent: a later one took its place'), ('failed', 'Could not be delivered')], default='pending', max_length=10)),
                ('try_at', models.DateTimeField(help_text='Not to be sent before this moment.')),
                ('lease_id', models.UUIDField(null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('number', models.PositiveSmallIntegerField()),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='learning.evaluation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['try_at'], name='evaluationmail_to_send'), models.Index(condition=models.Q(('state', 'sending')), fields=['lease_until'], name='evaluationmail_being_sent'), models.Index(condition=models.Q(('state', 'failed')), fields=['state'], name='evaluationmail_failed')],
                'constraints': [models.UniqueConstraint(fields=('evaluation', 'person', 'number'), name='evaluation_mail_once'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'sending', 'sent', 'suppressed', 'superseded', 'failed'])), name='evaluationmail_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='evaluationmail_sent_when_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('lease_id__isnull', False), ('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_id__isnull', True), ('lease_until__isnull', True)), _connector='OR'), name='evaluationmail_leased_while_sending')],
            },
        )]),
    ]
