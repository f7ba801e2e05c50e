"""The SIP door: a redirect server. INVITE in; 302 with the number judged, 608 (a rule says no) or 603 (no verdict) out.

    message, fields, uri   bytes -> request, strictly; what is unclear is refused, never guessed
    heard                  request -> Call
    transactions, digest   the same request again; who asks
    trunks                 trunks.toml: whose calls these are, and for which campaign
    answers, ticket        decision -> response
    dialogue, server       the protocol without sockets; the sockets

Why an own parser: an INVITE dip needs little of SIP and that little strictly. A general stack accepts, repairs and
guesses, and the two that were measured cost twice to six times the time per call.
"""
