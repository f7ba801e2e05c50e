"""A key by its digest, and the answer to a request that may be sent again."""

from datetime import date
from typing import ClassVar

from django.db import models

from ringfence.web.accounts.models import Person
from ringfence.web.api.scopes import IN_THE_NAME_OF, Scope
from ringfence.web.roles import Role


class ApiKey(models.Model):
    """Who may ask, and for what. The key itself is kept nowhere: it is random and long, so its digest tells nothing."""

    name = models.CharField(max_length=100, unique=True)  # never given twice, for the ledger names it
    sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.TextField()  # with blanks between them
    campaigns = models.TextField(default="")  # their ids with blanks between them; none: all
    until = models.DateField()  # the last day on which it is good
    made_at = models.CharField(max_length=32)
    made_by = models.CharField(max_length=200)
    revoked_at = models.CharField(max_length=32, default="")
    last_used_on = models.DateField(null=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")  # in whose name it acts
    taken_on_at = models.CharField(max_length=32, default="", db_default="")  # when that person said that it may

    class Meta:
        """One row a key; none is deleted."""

        db_table = "ringfence_api_key"

    def __str__(self) -> str:
        return f"API key {self.name}"

    def allows(self, scope: Scope) -> bool:
        """Whether it was given this scope."""
        return scope.value in str(self.scopes).split()

    def may(self, campaign: str) -> bool:
        """Whether it may ask about this campaign."""
        return not self.campaigns or campaign in str(self.campaigns).split()

    def why_not_for(self, scope: Scope) -> str:
        """Why nobody answers for what is done with it in this scope; empty if somebody does, or need not."""
        allowed = IN_THE_NAME_OF.get(scope)
        if allowed is None:
            return ""
        if self.person is None:
            return f"{scope} is done in somebody’s name, and this key is made for nobody. Have one made for a person."
        if not self.taken_on_at:
            return f"{self.person} has not taken this key on. They do so at /own-keys/, signed in."
        if Role(self.person.role) not in allowed:
            return f"{self.person} may no longer do what {scope} allows. Ask an administrator."
        return ""

    def good(self, on: date) -> bool:
        """Whether it may be used on a day."""
        return not self.revoked_at and bool(on <= self.until)


class ApiAnswer(models.Model):
    """A request that changes something, by the name its sender gave it; the answer once there is one."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)  # the Idempotency-Key
    asked = models.CharField(max_length=64)  # keyed digest of the request: nothing in it can be guessed back
    at = models.CharField(max_length=32)
    status = models.IntegerField(null=True)  # None: not answered yet
    body = models.TextField(default="")

    class Meta:
        """One row a name of a key."""

        db_table = "ringfence_api_answer"
        constraints: ClassVar[list[models.UniqueConstraint]] = [
            models.UniqueConstraint(fields=["key", "name"], name="ringfence_api_answer_name")
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.key_id}"
