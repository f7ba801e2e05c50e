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
