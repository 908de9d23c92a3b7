"""The training app."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        """Join the slices to each other, and to the surveys that ask what people thought of a course."""
        _join_slices()
        _join_surveys()


def _join_slices() -> None:
    """Let bookings hear of sessions that are cancelled or moved, attendance of these, of bookings that end and of
    organisations that staff settle, and certificates of marks: a lower slice does not know a higher one."""
    from people.organisations import operations as organisations
    from training.attendance import operations as attendance
    from training.attendance.queries import counting
    from training.bookings import operations as bookings
    from training.bookings.queries import place_of
    from training.bookings.queries.finding import people_in
    from training.certificates.queries import waits_for_evaluation
    from training.certificates.tasks import ask_for_certificates
    from training.sessions import operations as sessions
    from training.sessions.queries import own_places
    from training.sessions.queries.venues import counts_of_people

    organisations.on_settled.append(attendance.correct_guessed_organisation)
    own_places.append(place_of)
    sessions.on_cancelled.append(bookings.end_bookings_of_cancelled_session)
    sessions.on_moved.append(bookings.tell_holders_of_change)
    sessions.on_moved.append(attendance.follow_moved_session)
    counts_of_people.append(people_in)
    sessions.on_room_made.append(bookings.offer_places)
    sessions.on_withdrawn.append(bookings.tell_of_withdrawal)
    bookings.on_changing.append(attendance.refuse_to_change_marked)
    bookings.has_done.append(counting.has_met_rule)
    bookings.came.append(counting.of_those_who_came)
    bookings.marks_of.append(counting.marks_of)
    bookings.waits_for_evaluation.append(waits_for_evaluation)
    bookings.on_ended.append(attendance.undo_marks_of_ended_bookings)
    attendance.on_marked.append(ask_for_certificates)


def _join_surveys() -> None:
    """Let surveys know what an occasion of ours is about, and note who has answered before a survey that closes forgets
    it; and let bookings know where their people are asked."""
    from surveys.questionnaires.operations import on_closed
    from surveys.responses.queries.occasions import about_of
    from training.attendance.operations import note_before_closing
    from training.attendance.queries.evaluations import evaluation_of_booking, questions_before
    from training.attendance.queries.occasions import about_occasion
    from training.bookings.queries.evaluating import evaluation_of, questions_before_of

    about_of.append(about_occasion)
    on_closed.insert(0, note_before_closing)  # first: others then delete what tells of it
    evaluation_of.append(evaluation_of_booking)
    questions_before_of.append(questions_before)
