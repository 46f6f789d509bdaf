import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest
from kombu import Connection, Exchange, Queue

QUEUE = Queue("work", Exchange("work"), routing_key="work")


def connect(folder) -> Connection:
    messages, control = folder / "messages", folder / "control"
    messages.mkdir(exist_ok=True)
    options = {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
    }
    return Connection(
        "filesystem://localhost",
        transport="lms.folder_queue:Transport",
        transport_options=options,
    )


def send(folder, numbers) -> None:
    with connect(folder) as connection, connection.SimpleQueue(QUEUE) as queue:
        for number in numbers:
            queue.put(number)


def receive(folder, count) -> list[int]:
    with connect(folder) as connection, connection.SimpleQueue(QUEUE) as queue:
        messages = [queue.get(timeout=20) for _ in range(count)]
        for message in messages:
            message.ack()
        return [message.payload for message in messages]


@pytest.fixture
def processes():
    """Queues are bound once in a process, so each act gets a fresh one."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=context, max_tasks_per_child=1) as pool:
        yield pool


def test_each_message_of_several_processes_arrives_whole_and_once(tmp_path, processes):
    received = processes.submit(receive, tmp_path, 300)
    parts = [range(0, 100), range(100, 200), range(200, 300)]
    senders = [processes.submit(send, tmp_path, part) for part in parts]

    assert [sender.result() for sender in senders] == [None] * 3
    assert sorted(received.result()) == list(range(300))


def test_a_message_cut_short_is_passed_over_and_the_next_one_arrives(
    tmp_path, processes
):
    processes.submit(send, tmp_path, [7]).result()
    (tmp_path / "messages" / "0_cut.work.msg").touch()

    assert processes.submit(receive, tmp_path, 1).result() == [7]
    assert list((tmp_path / "messages").iterdir()) == []


def test_a_damaged_table_of_queues_heals_with_the_next_process(tmp_path, processes):
    processes.submit(send, tmp_path, [1]).result()
    (tmp_path / "control" / "work.exchange").write_text("")

    processes.submit(send, tmp_path, [2]).result()

    assert processes.submit(receive, tmp_path, 2).result() == [1, 2]
