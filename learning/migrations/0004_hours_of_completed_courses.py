"""Courses completed before there was an account of hours are credited too."""

from django.db import migrations
from django.utils import timezone

BATCH = 2000


def credit_completed(apps, schema_editor):
    Enrolment = apps.get_model("learning", "Enrolment")
    HoursEntry = apps.get_model("learning", "HoursEntry")
    completed = Enrolment.objects.exclude(completed_at=None).values_list(
        "pk",
        "trainee_id",
        "course__title",
        "course__hours",
        "completed_at",
        "department_id",
    )
    batch = []
    for pk, trainee, title, hours, at, department in completed.iterator(BATCH):
        batch.append(
            HoursEntry(
                trainee_id=trainee,
                key=f"enrolment:{pk}",
                source="course",
                title=title,
                hours=hours,
                earned_on=timezone.localdate(at),
                department_id=department,
            )
        )
        if len(batch) == BATCH:
            HoursEntry.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    HoursEntry.objects.bulk_create(batch, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0003_plans_classes_and_hours"),
        ("courses", "0001_initial"),
    ]

    operations = [migrations.RunPython(credit_completed, migrations.RunPython.noop)]
