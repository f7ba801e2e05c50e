"""What is on record about a number, a campaign or a case -> a letter for the person, and a pack that proves itself.

    with open_store(home) as store:
        account = gather(store, Subject(numbers=(447700900123,)), Papers(home))
        letter.told(account, ...)          # how did you get my number, and why was I called?
        pack.packed(account, signer, ...)  # one ZIP: PDF, entries, proofs, checkpoint, and the program that checks them

Everything said here is read off the records: what they do not say is said to be not recorded. A pack holds nobody
else's number: entries that name one are shown by their hash alone.
"""
