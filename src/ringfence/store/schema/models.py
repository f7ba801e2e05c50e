"""The tables. Events are only ever added; the one change they know is that an erasure empties them of what they said.

A number is kept as its E.164 digits and, beside it, in a keyed form that stays when the digits are erased.
"""

from django.db import models

HELD = "hold"


class Event(models.Model):
    """One thing that was said or done about a number: see `preferences.events`."""

    seq = models.BigAutoField(primary_key=True)  # the order in which events were confirmed
    id = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16)
    number = models.BigIntegerField(null=True)
    keyed = models.BinaryField(max_length=16)
    at = models.CharField(max_length=32, null=True)  # noqa: DJ001 - an ISO day or instant; NULL: nobody wrote it down
    recorded_at = models.CharField(max_length=32)
    recorded_by = models.TextField()
    channel = models.CharField(max_length=16)
    said = models.TextField()
    scope = models.TextField()
    scope_key = models.TextField()
    about = models.CharField(max_length=64, null=True)  # noqa: DJ001 - NULL: about no other event
    source = models.TextField()
    details = models.TextField()

    class Meta:
        """Indexes for the look-up at dial time, for what is lifted, and for what is new."""

        db_table = "ringfence_event"
        indexes = (
            models.Index(fields=["keyed", "kind"], name="ringfence_event_keyed"),
            models.Index(fields=["number"], name="ringfence_event_number"),
            models.Index(fields=["about"], name="ringfence_event_about"),
            models.Index(fields=["kind", "seq"], name="ringfence_event_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class CallRecord(models.Model):
    """What one call left behind, apart from any answer: see `store.call_records`."""

    id = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=16)
    campaign = models.TextField()
    call = models.TextField()
    number = models.BigIntegerField(null=True)
    keyed = models.BinaryField(max_length=16)
    at = models.CharField(max_length=32)
    recorded_by = models.TextField()
    code = models.CharField(max_length=8)
    token = models.CharField(max_length=64)
    said = models.TextField()
    purpose = models.TextField()

    class Meta:
        """Indexes for one number, and for the outcomes of a campaign in order."""

        db_table = "ringfence_call_record"
        indexes = (
            models.Index(fields=["keyed"], name="ringfence_call_record_keyed"),
            models.Index(fields=["kind", "campaign", "at"], name="ringfence_call_record_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Wording(models.Model):
    """A text that people were shown, kept once however many agreed to it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    class Meta:
        """One row a text."""

        db_table = "ringfence_wording"

    def __str__(self) -> str:
        return str(self.text)


class Setting(models.Model):
    """What the store knows of itself, such as which key its numbers are kept under."""

    name = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()

    class Meta:
        """One row a setting."""

        db_table = "ringfence_setting"

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class GateDecision(models.Model):
    """One answer of the gate, for asking again, for the queue of held calls and for counting calls to a number."""

    seq = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=64, unique=True)
    client = models.TextField()
    reference = models.TextField()
    campaign = models.TextField()
    keyed = models.BinaryField(max_length=16)  # the number in keyed form; empty where none could be read
    masked = models.CharField(max_length=20)  # what may be shown of it
    asked = models.CharField(max_length=64)  # keyed digest of the question: the same again is the same call
    decision = models.CharField(max_length=8)
    reasons = models.TextField()
    situation = models.CharField(max_length=16)
    held_by = models.TextField()  # JSON: the questions that hold the call, by rule
    rules_version = models.CharField(max_length=16)
    decided_at = models.CharField(max_length=32)
    expires_at = models.CharField(max_length=32)
    redeemed_at = models.CharField(max_length=32, null=True)  # noqa: DJ001 - NULL: its permit was not used
    carried_at = models.CharField(max_length=32, null=True)  # noqa: DJ001 - NULL: it went through no trunk

    class Meta:
        """Indexes for the same question again, for the calls to a number, and for what is held."""

        db_table = "ringfence_gate_decision"
        indexes = (
            models.Index(fields=["client", "reference", "seq"], name="ringfence_gate_reference"),
            models.Index(fields=["keyed", "campaign", "decision", "decided_at"], name="ringfence_gate_keyed"),
            models.Index(fields=["seq"], name="ringfence_gate_held", condition=models.Q(decision=HELD)),
        )

    def __str__(self) -> str:
        return f"{self.decision} {self.id}"


class GateRelease(models.Model):
    """A person's answers to the questions that held calls to one number."""

    seq = models.BigAutoField(primary_key=True)
    decision = models.CharField(max_length=64)  # the id of the held decision that was looked at
    campaign = models.TextField()
    keyed = models.BinaryField(max_length=16)
    rules = models.TextField()  # JSON
    rules_version = models.CharField(max_length=16)
    released_by = models.TextField()
    reason = models.TextField()
    at = models.CharField(max_length=32)
    until = models.CharField(max_length=32)

    class Meta:
        """An index for the look-up at dial time."""

        db_table = "ringfence_gate_release"
        indexes = (models.Index(fields=["keyed", "campaign"], name="ringfence_release_keyed"),)

    def __str__(self) -> str:
        return f"release of {self.decision}"


class LedgerRow(models.Model):
    """An entry of the ledger with the hashes of the subtrees it completes: see `ledger`."""

    seq = models.BigAutoField(primary_key=True)  # from 0, without a gap
    kind = models.CharField(max_length=32)
    keyed = models.BinaryField(max_length=16, null=True)
    salt = models.BinaryField(max_length=16, null=True)
    payload = models.BinaryField(null=True)
    hashes = models.BinaryField()

    class Meta:
        """Indexes for all entries about a number, and of a kind."""

        db_table = "ringfence_ledger"
        indexes = (
            models.Index(fields=["keyed"], name="ringfence_ledger_keyed"),
            models.Index(fields=["kind", "seq"], name="ringfence_ledger_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.seq}"


class SignedRoot(models.Model):
    """The root of the ledger's tree at one size, as signed."""

    id = models.BigAutoField(primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    hint = models.BinaryField(max_length=4)

    class Meta:
        """One row a commit; two where the key was changed."""

        db_table = "ringfence_checkpoint"
        indexes = (models.Index(fields=["size"], name="ringfence_checkpoint_size"),)

    def __str__(self) -> str:
        return f"root of {self.size}"


class CaseEvent(models.Model):
    """One thing that happened to a case: see `cases.events`. What is about a person can be emptied, the rest stays."""

    seq = models.BigAutoField(primary_key=True)  # the order in which events were confirmed
    id = models.CharField(max_length=64, unique=True)
    case_id = models.CharField(max_length=16)
    kind = models.CharField(max_length=32)
    at = models.CharField(max_length=32)  # an ISO day or instant
    recorded_at = models.CharField(max_length=32)
    recorded_by = models.TextField()
    identity = models.CharField(max_length=64)  # of a complaint, keyed; empty for other events
    number = models.BigIntegerField(null=True)
    keyed = models.BinaryField(max_length=16)
    details = models.TextField()
    personal = models.TextField()
    body = models.TextField()  # what is long, kept last so that reading over it costs nothing

    class Meta:
        """Indexes for one case, for what is due, for complaints that came before, and for all cases of a number."""

        db_table = "ringfence_case_event"
        indexes = (
            models.Index(fields=["case_id", "seq"], name="ringfence_case_case"),
            models.Index(fields=["kind", "case_id"], name="ringfence_case_kind"),
            models.Index(fields=["identity"], name="ringfence_case_identity"),
            models.Index(fields=["keyed"], name="ringfence_case_keyed"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
