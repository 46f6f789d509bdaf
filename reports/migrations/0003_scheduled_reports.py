import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('departments', '0002_reorganisations'),
        ('jobs', '0001_initial'),
        ('reports', '0002_longest_late_of_each_unit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ScheduledReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.JSONField(default=dict)),
                ('every', models.CharField(choices=[('month', 'Every month'), ('quarter', 'Every quarter'), ('half', 'Every half-year'), ('year', 'Every year')], max_length=10)),
                ('form', models.CharField(choices=[('xlsx', 'Excel file'), ('pdf', 'PDF to be signed')], max_length=5)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, choices=[('by_hand', 'Stopped by hand.'), ('post_ended', 'The post has ended.'), ('not_head', 'The post no longer heads a unit.'), ('inactive', 'The account is switched off.'), ('scope_lost', "The unit is no longer in this post's charge.")], max_length=12)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='departments.membership')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'scheduled report',
                'verbose_name_plural': 'scheduled reports',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ScheduledReportDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=10)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='reports.scheduledreport')),
            ],
            options={
                'ordering': ['-sent_at'],
            },
        ),
        migrations.AddConstraint(
            model_name='scheduledreport',
            constraint=models.UniqueConstraint(condition=models.Q(('stopped_at', None)), fields=('post', 'asked', 'every', 'form'), name='a_post_gets_the_same_report_once'),
        ),
        migrations.AddConstraint(
            model_name='scheduledreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('stopped_at', None)), models.Q(('stopped_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='what_stopped_says_why'),
        ),
        migrations.AddConstraint(
            model_name='scheduledreportdelivery',
            constraint=models.UniqueConstraint(fields=('report', 'period'), name='one_delivery_per_report_and_period'),
        ),
    ]
