"""The seal on a 302: it says for which question this is the answer, so that a proxy dials on no other.

The permit is the gate's own proof and stays one between the gate and its ledger. The ticket is for the proxy, which
holds the trunk's key and no more: it can check a ticket, but a stolen proxy cannot make a permit.
"""

import hmac
from base64 import urlsafe_b64encode


def ticket(key: bytes, *, asked: str, call_id: str, cseq: int, number: str, until: int) -> str:
    """HMAC-SHA-256, as unpadded base64url, over what was asked and what is permitted; `until` in seconds since 1970.

    `asked` is the proxy's nonce (X-Ringfence-Nonce), fresh for each question; without one, the branch of its Via.
    The number comes first, and none of the others holds a `|`, so no two different answers have one text.
    """
    text = "|".join((number, str(until), asked, str(cseq), call_id))
    return urlsafe_b64encode(hmac.digest(key, text.encode(), "sha256")).rstrip(b"=").decode()
