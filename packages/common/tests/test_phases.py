from ai_chef_common.sessions.phases import TERMINAL, Phase, Status


def test_progress_rises_with_the_order_of_the_workflow() -> None:
    progress = [phase.progress for phase in Phase]

    assert progress == sorted(set(progress))
    assert progress == [0, 10, 50, 60, 80, 90, 100]


def test_only_the_last_phase_completes_a_session() -> None:
    assert [phase for phase in Phase if phase.status in TERMINAL] == [Phase.FINISHED]
    assert Phase.FINISHED.status is Status.COMPLETED


def test_every_phase_is_written_by_one_package() -> None:
    assert {phase.written_by for phase in Phase} == {"orchestrator", "recipe", "price", "combine"}
