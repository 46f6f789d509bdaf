"""The empty table that trainers download: one example of each kind, and a guide.

Like the headings it is content in Vietnamese, whatever language the screen has.
"""

from __future__ import annotations

from typing import Final

from quizzes.formats.csv_file import written_csv
from quizzes.formats.table_words import DIFFICULTIES, KINDS, heading
from quizzes.formats.table_write import FIRST, LAST, USUAL_OPTIONS
from quizzes.formats.xlsx_write import written_xlsx

KEYS: Final = (*FIRST, *USUAL_OPTIONS, *LAST)
GROUP: Final = "Ví dụ/Cung cấp thông tin"

EXAMPLES: Final[list[dict[str, str]]] = [
    {
        "kind": "single",
        "text": "Có tin đồn sạt lở đã vùi một xóm, xã chưa kiểm tra xong. Câu nào nên đăng trước?",
        "A": "Tin đồn là bịa đặt, đề nghị bà con không nghe.",
        "B": "Xã đang kiểm tra, sẽ thông báo kết quả lúc 10 giờ.",
        "C": "Chưa có gì để nói.",
        "answer": "B",
        "explanation": "Nói điều đã biết, việc đang làm và giờ thông báo tiếp theo.",
        "difficulty": "Dễ",
        "tags": "tin đồn, thiên tai",
    },
    {
        "kind": "multiple",
        "text": "Thông báo đầu tiên khi có sự cố cần có những gì?",
        "A": "Điều đã biết chắc",
        "B": "Người chịu trách nhiệm về nguyên nhân",
        "C": "Giờ cập nhật tiếp theo",
        "answer": "A, C",
        "explanation": "Nguyên nhân chỉ nêu khi đã có kết luận. Muốn cho điểm từng phần: A 50%, C 50%.",
        "difficulty": "Vừa",
    },
    {
        "kind": "true_false",
        "text": "Khi chưa đủ thông tin thì không nên trả lời gì cho báo chí.",
        "answer": "Sai",
        "explanation": "Vẫn nên xác nhận đã nhận câu hỏi và hẹn giờ trả lời.",
        "difficulty": "Dễ",
    },
    {
        "kind": "short",
        "text": "Việc đối chiếu một tin với nguồn gốc của nó gọi là gì?",
        "answer": "kiểm chứng | xác minh",
        "difficulty": "Vừa",
    },
    {
        "kind": "numeric",
        "text": "Hẹn báo lại lúc 8 giờ 15, đã báo lại lúc 10 giờ 45. Mất bao nhiêu giờ?",
        "answer": "2,5 ± 0,1 giờ",
        "difficulty": "Dễ",
    },
    {
        "kind": "matching",
        "text": "Ghép người với việc.",
        "A": "Người phát ngôn → Trả lời báo chí",
        "B": "Cán bộ trực → Ghi lại cuộc gọi",
        "C": "→ Ký quyết định xử phạt",
        "explanation": "Ô chỉ có vế phải là phương án gây nhiễu.",
        "difficulty": "Dễ",
    },
    {
        "kind": "ordering",
        "text": "Xếp các bước theo đúng thứ tự.",
        "A": "Ghi nhận tin",
        "B": "Kiểm chứng",
        "C": "Duyệt câu trả lời",
        "D": "Đăng thông báo",
        "difficulty": "Vừa",
    },
    {
        "kind": "gaps",
        "text": "Câu trả lời nêu điều đã [[1]] và hẹn giờ [[2]].",
        "A": "biết | biết chắc",
        "B": "*cập nhật | xin lỗi | họp",
        "difficulty": "Vừa",
    },
    {
        "kind": "hot_words",
        "text": "Chọn những chỗ phải kiểm chứng trước khi đăng.",
        "A": "Đêm qua nước suối dâng [3 mét], [toàn bộ] xóm dưới đã được báo động.",
        "difficulty": "Khó",
    },
    {
        "kind": "essay",
        "text": "Viết thông báo đầu tiên về việc tạm đóng một cây cầu.",
        "A": "80 – 150 từ",
        "answer": "Có: điều đã biết, đường đi thay thế, giờ cập nhật, nơi gọi.",
        "difficulty": "Khó",
    },
]

COLUMNS: Final = [
    ("Cột", "Ghi gì", "Ví dụ"),
    (heading("category"), "Nhóm câu hỏi; nhóm con sau dấu /", "Báo chí/Họp báo"),
    (
        heading("kind"),
        "Một trong: " + "; ".join(n[0] for n in KINDS.values()),
        "Một đáp án",
    ),
    (heading("text"), "Nội dung câu hỏi. Chỗ trống ghi [[1]], [[2]]", ""),
    ("A, B, C…", "Phương án; thêm cột G, H… nếu cần", ""),
    (
        "A, ghép đôi",
        "Vế trái → vế phải, mỗi cặp một ô; gây nhiễu: chỉ có → vế phải",
        "Tin giả → Kiểm chứng",
    ),
    ("A, sắp xếp", "Các mục theo đúng thứ tự", ""),
    (
        "A, điền chỗ trống",
        "Mỗi ô một chỗ trống; các cách viết cách nhau bằng |. Có dấu * trước ý đúng thì thành chọn",
        "*Đúng | Sai",
    ),
    (
        "A, tìm từ",
        "Đoạn văn; từ đúng đặt trong [ ]. Muốn tự chọn cả từ sai thì đặt chúng trong { }",
        "Nước dâng [3 mét]",
    ),
    ("A, tự luận", "Số từ", "100 – 300 từ"),
    (
        heading("answer"),
        "Chữ cái của phương án đúng; điểm từng phần ghi %",
        "A, C hoặc A 50%, C 50%",
    ),
    (heading("answer") + ", số", "Số, sai số, đơn vị", "3,5 ± 0,1 km"),
    (heading("explanation"), "Hiện sau khi nộp bài", ""),
    (
        heading("difficulty"),
        "; ".join(names[0] for names in DIFFICULTIES.values()),
        "Vừa",
    ),
    (heading("reference"), "Số hiệu văn bản làm căn cứ", ""),
    (heading("tags"), "Cách nhau bằng dấu phẩy", "tin đồn, thiên tai"),
    (
        heading("code"),
        "Không bắt buộc: nhập lại tệp có mã cũ thì câu hỏi được sửa, không thêm câu mới",
        "BC-01",
    ),
    (heading("name"), "Không bắt buộc: tên ngắn để tìm", ""),
    (
        heading("fold_marks"),
        "Không bắt buộc: Có thì câu trả lời không dấu cũng đúng",
        "Có",
    ),
    (heading("A#"), "Không bắt buộc: nhận xét cho phương án A; tương tự với B, C…", ""),
]


def template_xlsx() -> bytes:
    """Headings to fill in; examples and guide on sheets that are not imported."""
    rows = _rows()
    return written_xlsx(rows[:1], examples=rows, guide=COLUMNS)


def template_csv(*, separator: str = ",") -> bytes:
    """Headings and examples, in a group of their own."""
    return written_csv(_rows(), separator)


def _rows() -> list[list[str]]:
    examples = [[_cell(example, key) for key in KEYS] for example in EXAMPLES]
    return [[heading(key) for key in KEYS], *examples]


def _cell(example: dict[str, str], key: str) -> str:
    if key == "category":
        return GROUP
    if key == "kind":
        return KINDS[example["kind"]][0]
    return example.get(key, "")
