"""Essays handed in lately by people of the province; they wait for the demo trainer."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.models import CoursePage, LessonPage
from learning.models import Enrolment
from learning.services import enrol, hand_in_quiz, note_place, start_quiz
from lms.demo.courses import PRACTICE
from quizzes.models import Attempt
from quizzes.services import save_answer

ESSAYS = [
    """Thông báo của UBND xã Nà Tổng, lúc 07:15.
Không có ai bị thương. Lái xe chuyến 06:15 xác nhận 14 hành khách an toàn, xe đang đỗ ở ngã ba Lũng Mười. Cầu tràn Nà Tổng không sập; Công an xã có mặt từ 06:55, nước tràn mặt cầu khoảng 30 cm nên xe không qua được. Nước còn lên hay không hiện chưa rõ, 08:00 có số liệu của trạm đo.
Bà con không đi qua cầu, kể cả đi bộ. Nhà ở ven suối chuẩn bị đồ dùng cần thiết, chờ loa. Phụ huynh giữ con ở nhà cho đến khi nhà trường báo.
Hỏi thêm gọi trực ban xã 0206 000 0145. Bản tin tiếp theo lúc 08:15.""",
    """UBND xã thông báo: thông tin cầu sập trên mạng xã hội là sai sự thật. Cầu vẫn còn nguyên, chỉ ngập nước. Đề nghị bà con không chia sẻ tin giả, người đăng tin sẽ bị xử lý nghiêm. Mọi hoạt động vẫn bình thường, bà con yên tâm. Xã đang chỉ đạo các lực lượng theo dõi và sẽ sớm có thông tin chính thức tới toàn thể nhân dân khi có kết quả.""",
    """Tin của xã Nà Tổng, 07:15 sáng thứ Ba.
Cầu Nà Tổng đang ngập khoảng 30 cm, Công an xã đang chặn hai đầu cầu. Cầu không sập. Xe khách 06:15 đã quay đầu, mười bốn người trên xe đều khỏe, lái xe vừa báo qua điện thoại. Ảnh đang lan trên mạng chụp từ trận lũ năm trước.
Ai đang trên đường thì quay lại, đi vòng qua Lũng Mười nếu đường còn khô. Học sinh ở bờ bên kia ở nhà, chờ tin của trường. Chưa rõ nước có lên nữa không.
Có gì cần hỏi, gọi số trực của xã 0206 000 0145. Tám rưỡi xã báo tiếp.""",
    """Kính gửi bà con nhân dân. Sáng nay do mưa lớn kéo dài, hồ phía trên xả nước nên cầu Nà Tổng bị ngập. Nước sẽ rút trong buổi sáng. Xe khách không bị sao. Bà con hạn chế ra khỏi nhà nếu không có việc cần thiết, chú ý an toàn. Trường tiểu học cho học sinh nghỉ học hôm nay. Ủy ban nhân dân xã sẽ tiếp tục cập nhật tình hình và mong bà con bình tĩnh, tin tưởng vào sự chỉ đạo của cấp ủy, chính quyền địa phương, không nghe theo kẻ xấu.""",
    """07:15. Không ai bị thương ở cầu Nà Tổng. Công an xã xác nhận cầu còn nguyên, nước tràn mặt cầu, xe không qua được. Xe khách đã quay đầu.
Việc cần làm: không qua cầu; nhà ven suối để mắt tới nước; phụ huynh gọi trường trước khi cho con đi.
Chưa rõ: nước còn lên không; trường có nghỉ không. Lúc 08:00 có số đo, 08:15 xã báo tiếp trên loa và trang này.
Điện thoại trực: 0206 000 0145.""",
]


@transaction.atomic
def hand_in_essays() -> int:
    """The last one handed in yesterday; how many were new."""
    course = CoursePage.objects.get(slug=PRACTICE)
    lesson = course.lessons().exclude(quiz=None).select_related("quiz").get()
    if Attempt.objects.filter(quiz=lesson.quiz).exists():
        return 0
    known = Enrolment.objects.completed()
    writers = User.objects.active().filter(pk__in=known.values("trainee"))
    some = writers.order_by("pk")[: len(ESSAYS)]
    for days, (writer, text) in enumerate(zip(some, ESSAYS, strict=False), start=1):
        _write(enrol(trainee=writer, course=course), lesson, text, days_ago=days)
    return Attempt.objects.filter(quiz=lesson.quiz).count()


def _write(
    enrolment: Enrolment, lesson: LessonPage, text: str, *, days_ago: int
) -> None:
    """As the services record it; only the clock is put back."""
    at = timezone.now() - timedelta(days=days_ago, minutes=17 * days_ago)
    note_place(enrolment=enrolment, lesson=lesson)
    attempt = start_quiz(enrolment=enrolment, lesson=lesson)
    save_answer(
        response=attempt.responses.select_related("version").get(), values=[text]
    )
    hand_in_quiz(enrolment=enrolment, lesson=lesson, attempt=attempt)
    began = at - timedelta(minutes=28)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=began, handed_in_at=at)
    attempt.responses.update(saved_at=at)
    Enrolment.objects.filter(pk=enrolment.pk).update(
        enrolled_at=began - timedelta(days=2), started_at=began, last_seen_at=at
    )
