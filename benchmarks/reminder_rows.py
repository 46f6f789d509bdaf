"""A story of reminders as rows, and what the messages say. Needs Django set up."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.utils import timezone
from wagtail.models import Site

from benchmarks.quizzed import people
from benchmarks.reminder_story import COURSES, LONG_AGO, UNITS, Story, Told
from courses.models import CourseIndexPage, CoursePage
from departments.models import Department
from departments.services import appoint, found_department, relieve
from learning.models import DayOff
from learning.services import enrol
from notifications.models import Message


class Cast:
    def __init__(self, story: Story) -> None:
        self.story, self.people = story, people(story.people)
        units: list[Department] = []
        courses = {title: course(title) for title in COURSES}
        for number, above in enumerate(UNITS):
            unit = found_department(
                kind="province" if above is None else "department",
                name=f"Đơn vị {number}",
                parent=None if above is None else units[above],
                on=LONG_AGO,
            )
            units.append(unit)
        self.posts = [
            appoint(
                user=self.people[post.person],
                department=units[post.unit],
                on=LONG_AGO,
                is_head=post.is_head,
                is_primary=post.is_primary,
            )
            for post in story.posts
        ]
        self.enrolments = [
            enrol(
                trainee=self.people[duty.person],
                course=courses[duty.course],
                due_on=duty.due_on,
            )
            for duty in story.duties
        ]
        for day in story.days_off:
            DayOff.objects.create(day=day, name="Nghỉ")

    def live(self, day: date) -> None:
        """What happens before anybody works on that day."""
        for duty, enrolment in zip(self.story.duties, self.enrolments, strict=True):
            if duty.finished_on == day:
                enrolment.started_at = enrolment.completed_at = enrolment.enrolled_at
                enrolment.save(update_fields=["started_at", "completed_at"])
        for post, row in zip(self.story.posts, self.posts, strict=True):
            if post.last_day and day == post.last_day + timedelta(1):
                relieve(membership=row, on=post.last_day)

    def told(self) -> Counter[Told]:
        """What the messages in the database say."""
        number = {person.pk: n for n, person in enumerate(self.people)}
        kinds = {"reminder": courses_in, "head-summary": figures_in}
        return Counter(
            (
                number[message.recipient_id],
                message.key.partition(":")[0],
                timezone.localdate(message.created_at),
                kinds[message.key.partition(":")[0]](message),
            )
            for message in Message.objects.all()
        )


def courses_in(message: Message) -> str:
    return ", ".join(
        sorted(line.partition(":")[0] for line in message.body.split("\n"))
    )


def figures_in(message: Message) -> str:
    return "/".join(word for word in message.subject.split() if word.isdigit())


def course(title: str) -> CoursePage:
    root = Site.objects.get(is_default_site=True).root_page
    index = CourseIndexPage.objects.first() or root.add_child(
        instance=CourseIndexPage(title="Khóa học", slug="khoa-hoc")
    )
    return index.add_child(instance=CoursePage(title=title, summary="Để đo.", hours=8))
