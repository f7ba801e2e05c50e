"""What no password may hold: the words that somebody who knows this place would try first."""

from typing import Any

from django.core.exceptions import ValidationError

# The product, the roles, what is done here. The person's own names are added to them.
WORDS = (
    "ringfence", "password", "compliance", "officer", "administrator", "campaign", "manager", "auditor", "complaints",
    "interview", "telephone", "election", "canvass",
)  # fmt: skip
ENOUGH = 8  # letters beside the word: then it is one among others


class NoWordsOfThisPlace:
    """Refuses a password that is little more than such a word."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises if so."""
        said = password.casefold()
        own = [each for name in (getattr(user, "name", ""), getattr(user, "shown", "")) for each in name.split()]
        for word in (*WORDS, *(each.casefold() for each in own if len(each) > 3)):
            if word in said and len(said.replace(word, "")) < ENOUGH:
                raise ValidationError(
                    f"That is little more than “{word}”, which is tried first here. Use several words of your own."
                )

    def get_help_text(self) -> str:
        """For forms."""
        return "Several words of your own; not the words of this place."
