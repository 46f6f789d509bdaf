"""What beat asks for by itself, and how often: seconds, or the local clock.

Every task here may be missed or run twice; it does what is due and no more.
"""

from __future__ import annotations

from typing import Final

from celery.schedules import crontab

SCHEDULE: Final[dict[str, dict[str, object]]] = {
    "revive-stale-jobs": {"task": "jobs.tasks.revive_jobs", "schedule": 60},
    "send-waiting-mail": {"task": "notifications.tasks.send_mail", "schedule": 60},
    "report-failed-jobs": {"task": "lms.tasks.report_failed_jobs", "schedule": 300},
    "apply-due-reorganisations": {
        "task": "lms.tasks.apply_due_reorganisations",
        "schedule": 600,
    },
    "keep-figures": {"task": "reports.tasks.keep_figures", "schedule": 60},
    "issue-missing-certificates": {
        "task": "learning.tasks.issue_missing_certificates",
        "schedule": 600,
    },
    "sync-plans": {
        "task": "learning.tasks.sync_plans",
        "schedule": crontab(hour="1,12", minute=10),
    },
    # Each hour; once a day it finds something to write.
    "send-reminders": {
        "task": "learning.tasks.send_reminders",
        "schedule": crontab(minute=5),
    },
    # Each hour; on the morning after a period ended it finds something to send.
    "send-scheduled-reports": {
        "task": "lms.tasks.send_scheduled_reports",
        "schedule": crontab(minute=15),
    },
    "tell-markers": {
        "task": "learning.tasks.tell_markers",
        "schedule": crontab(minute=20),
    },
    "finish-regrades": {
        "task": "learning.tasks.finish_regrades",
        "schedule": crontab(hour=2, minute=45),
    },
    "hand-in-overdue-attempts": {
        "task": "learning.tasks.hand_in_overdue_attempts",
        "schedule": 60,
    },
    "forget-old-staff-lists": {
        "task": "staffing.tasks.forget_old_lists",
        "schedule": crontab(hour=2, minute=15),
    },
    "finish-withdrawn-courses": {
        "task": "learning.tasks.finish_withdrawn_courses",
        "schedule": crontab(hour=2, minute=30),
    },
}
