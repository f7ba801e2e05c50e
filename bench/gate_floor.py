"""The least that can be asked over SIP: HOST. It allows every call at once, reads next to nothing and keeps nothing.

`bench/gate_load.py --floor` puts it in the gate's place: what a call waits for then is the way there and back, Kamailio's
work included. It judges nobody, so it is of no other use.
"""

import re
import socket
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from ringfence.gate.sip.ticket import ticket

KEY = b"0123456789abcdef" * 4
READ = re.compile(rb"\r\n(Via|From|To|Call-ID|CSeq|X-Ringfence-Nonce): ([^\r]*)")


def main(host: str) -> None:
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind((host, 5070))
    print("open", flush=True)
    while True:
        data, address = door.recvfrom(65_535)
        method = data.partition(b" ")[0]
        if method == b"ACK":
            continue
        found = READ.findall(data)
        kept = [b"%s: %s" % each for each in found if each[0] != b"X-Ringfence-Nonce"]
        if method != b"INVITE":
            door.sendto(b"\r\n".join([b"SIP/2.0 200 OK", *kept, b"Content-Length: 0\r\n\r\n"]), address)
            continue
        told = {name.decode(): value.decode() for name, value in found}
        number, until = data[11:].partition(b"@")[0].decode(), int(time.time()) + 30
        cseq = int(told["CSeq"].split()[0])
        seal = ticket(
            KEY, asked=told["X-Ringfence-Nonce"], call_id=told["Call-ID"], cseq=cseq, number=number, until=until
        )
        contact = f'<sip:{number}@a.invalid;user=phone>;until={until};permit="p";decision="d";ticket={seal}'
        lines = [b"SIP/2.0 302 Moved", *kept, b"Contact: " + contact.encode(), b"Content-Length: 0\r\n\r\n"]
        octets = b"\r\n".join(lines).replace(
            b"\r\nTo: " + told["To"].encode(), b"\r\nTo: " + told["To"].encode() + b";tag=f"
        )
        door.sendto(octets, address)


if __name__ == "__main__":
    main(sys.argv[1])
