"""A person with an account: a name to sign in with, a password, one role."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from ringfence.web.roles import Role


class People(BaseUserManager):
    """Makes accounts."""

    def add(self, name: str, role: Role, password: str | None, shown: str = "") -> "Person":
        """A new account; without a password nobody can sign in with it but by single sign-on."""
        person: Person = self.model(name=self.model.normalize_username(name), role=role.value, shown=shown or name)
        if password is None:
            person.set_unusable_password()
        else:
            person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in."""

    name = models.CharField(max_length=150, unique=True)
    shown = models.CharField(max_length=200)  # the name as the ledger and the pages say it
    role = models.CharField(max_length=32, choices=[(role.value, role.words) for role in Role])
    is_active = models.BooleanField(default=True)
    password_was_given = models.BooleanField(
        default=False, db_default=False
    )  # by somebody else: another is chosen first
    is_staff = False
    is_superuser = False

    objects = People()
    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["role"]

    class Meta:
        """One row a person; nobody is deleted, for the ledger names them."""

        db_table = "ringfence_person"

    def __str__(self) -> str:
        return str(self.shown or self.name)


class SignOn(models.Model):
    """How a person is known to the provider of single sign-on; once signed in, by issuer and subject only."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="sign_on")
    known_as = models.CharField(max_length=254, unique=True)
    issuer = models.CharField(max_length=255, default="", db_default="")
    subject = models.CharField(max_length=255, default="", db_default="")

    class Meta:
        """One row a person."""

        db_table = "ringfence_sign_on"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], condition=~models.Q(subject=""), name="ringfence_sign_on_subject"
            )
        ]

    def __str__(self) -> str:
        return str(self.known_as)


class SignedIn(models.Model):
    """A sign-in that has not ended: which browser, in words that its owner knows it by; no address."""

    id = models.CharField(max_length=32, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="signed_in")
    began = models.DateTimeField(db_index=True)
    seen = models.DateTimeField()
    browser = models.CharField(max_length=60)

    class Meta:
        """One row a sign-in, removed when it ends."""

        db_table = "ringfence_signed_in"

    def __str__(self) -> str:
        return str(self.browser)


class Use(models.Model):
    """How often somebody did something since a window began; who it was only the home's key can tell."""

    key = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)
    count = models.IntegerField()

    class Meta:
        """One row for each who did, removed when it is over."""

        db_table = "ringfence_use"

    def __str__(self) -> str:
        return str(self.key)[:12]
