
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('departments', '0002_reorganisations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StaffList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('is_complete', models.BooleanField(default=False, verbose_name='everybody of the unit is on it')),
                ('names_heads', models.BooleanField(default=False, verbose_name='titles say who heads a unit')),
                ('swaps_days', models.BooleanField(default=False, verbose_name='days and months were swapped by Excel')),
                ('effective_on', models.DateField(verbose_name='from')),
                ('table', models.JSONField(default=dict)),
                ('heading_row', models.PositiveIntegerField(default=0)),
                ('columns', models.JSONField(default=list)),
                ('signature', models.CharField(blank=True, db_index=True, max_length=64)),
                ('choices', models.JSONField(default=dict)),
                ('outcome', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('draft', 'being checked'), ('applied', 'applied')], default='draft', max_length=10, verbose_name='state')),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='uploaded at')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='applied at')),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff_lists', to='departments.department', verbose_name='unit the list is about')),
                ('new_people', models.ManyToManyField(blank=True, related_name='staff_lists', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'list of staff',
                'verbose_name_plural': 'lists of staff',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied_at', None), ('state', 'draft')), models.Q(('applied_at__isnull', False), ('state', 'applied')), _connector='OR'), name='staff_list_is_applied_at_a_moment'), models.CheckConstraint(condition=models.Q(('is_complete', False), ('department__isnull', False), _connector='OR'), name='complete_staff_list_has_a_unit')],
            },
        ),
    ]
