"""The interview: the approved script as a questionnaire, and the verbs that lead through it.

Nothing of an interview under way is ever written to a disk: the client holds it, each verb takes it and gives the next
one back. So a dropped connection loses nothing (ask again with what you hold) and doubles nothing (the same question
put to the same interview gives the same interview).
"""
