"""Survey answers that nobody can tie back to a call: kept in memory until enough have come, then released shuffled.

    from ringfence.answers.kept import Plan, open_answers
    from ringfence.answers.record import Record

    with open_answers(home, "spring-survey", Plan(bands=bands)) as kept:
        kept.keep(Record(once=token, interviewer="Ann", wave="wave 1", closed={"q1": "2"}, texts={"q9": "..."}))
        kept.release()             # whatever may leave; full batches leave by themselves
        kept.released()            # the answers that nobody can tie to a call
        kept.texts()               # the free texts, apart

What is promised, and what is not, stands in `claim.py`; `attack/` tries to break it.
"""
