

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0001_initial'),
        ('departments', '0002_reorganisations'),
    ]

    operations = [
        migrations.CreateModel(
            name='StaleUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='FiguresDay',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('day', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='figures_are_of_one_day')],
            },
        ),
        migrations.CreateModel(
            name='UnitFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people_done', models.IntegerField()),
                ('people_doing', models.IntegerField()),
                ('people_todo', models.IntegerField()),
                ('people_late', models.IntegerField()),
                ('people_none', models.IntegerField()),
                ('work_done', models.IntegerField()),
                ('work_doing', models.IntegerField()),
                ('work_todo', models.IntegerField()),
                ('work_late', models.IntegerField()),
                ('work_due', models.IntegerField()),
                ('course', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.coursepage')),
                ('department', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='departments.department')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('department', 'course'), name='figures_once_per_unit_and_course'), models.UniqueConstraint(condition=models.Q(('course', None)), fields=('department',), name='figures_once_per_unit')],
            },
        ),
        migrations.CreateModel(
            name='UnitWeek',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.SmallIntegerField()),
                ('completed', models.IntegerField()),
                ('fell_due', models.IntegerField()),
                ('department', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='departments.department')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('department', 'week'), name='figures_once_per_unit_and_week')],
            },
        ),
    ]
