import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from escp.access.tables_together import TablesTogether


class Migration(migrations.Migration):

    dependencies = [
        ('actionplans', '0002_conversations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesTogether([
            migrations.CreateModel(
                name='ActionLetter',
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
                    ('subject', models.CharField(max_length=200)),
                    ('text', models.TextField(max_length=8000)),
                    ('actions', models.ManyToManyField(related_name='letters', to='actionplans.action')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['pk'],
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['try_at'], name='actionletter_to_send'), models.Index(condition=models.Q(('state', 'sending')), fields=['lease_until'], name='actionletter_being_sent'), models.Index(condition=models.Q(('state', 'failed')), fields=['state'], name='actionletter_failed')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'sending', 'sent', 'suppressed', 'superseded', 'failed'])), name='actionletter_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='actionletter_sent_when_stamped'), models.CheckConstraint(condition=models.Q(models.Q(('lease_id__isnull', False), ('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_id__isnull', True), ('lease_until__isnull', True)), _connector='OR'), name='actionletter_leased_while_sending')],
                },
            ),
            migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('query', models.CharField(editable=False, max_length=1000)),
                    ('saved_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='action_views', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'saved view',
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('person', 'name'), name='action_view_named_once', violation_error_message='You have a view of this name already.')],
                },
            ),
        ]),
    ]
