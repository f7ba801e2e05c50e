"""The API's client: `Client(url, key)` asks, and answers come as typed values. Nothing else of Ringfence is needed.

from ringfence.client import Client

with Client("https://ringfence.example", key) as api:
    for rule in api.rules(instrument="PECR"):
        print(rule.id, rule.says)
"""

from ringfence.client.asking import Client
from ringfence.client.problems import Forbidden, NotThere, Refused, TooOften, Unreachable, Unwell, WhoAreYou

__all__ = ["Client", "Forbidden", "NotThere", "Refused", "TooOften", "Unreachable", "Unwell", "WhoAreYou"]
