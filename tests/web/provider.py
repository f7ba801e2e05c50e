"""A provider of single sign-on, small and on loopback, that keeps to OpenID Connect unless it is told to lie."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "ringfence", "the-secret-that-both-know"


KEYS = [RSAKey.generate_key(2048, parameters={"kid": "k1", "use": "sig", "alg": "RS256"}) for _ in range(2)]


class Provider:
    """Signs people in by being told who they are."""

    def __init__(self):
        self.key, self.other = KEYS
        self.codes, self.lies, self.describes, self.more = {}, {}, {}, {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.moved = None
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def agree(self, address, **who):
        """What somebody's browser brings back after they signed in at this address: the query of the way back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        code = secrets.token_hex(8)
        self.codes[code] = (asked, who)
        return {"code": code, "state": asked["state"]}

    def description(self):
        return {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        } | self.describes  # fmt: skip

    def token(self, form, authorization):
        asked, who = self.codes.pop(form["code"][0])
        challenge = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        assert base64.urlsafe_b64encode(challenge).decode().rstrip("=") == asked["code_challenge"]
        assert form["redirect_uri"][0] == asked["redirect_uri"]
        assert base64.b64decode(authorization.removeprefix("Basic ")).decode() == f"{CLIENT}:{SECRET}"
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": asked["nonce"]} | who
        said |= self.lies.get("claims", {})
        said = {name: value for name, value in said.items() if value is not None}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(said)}

    def sign(self, said):
        how = self.lies.get("signed", "RS256")
        if how == "none":
            head, body = (_b64(json.dumps(each).encode()) for each in ({"alg": "none"}, said))
            return f"{head}.{body}."
        if how == "HS256":  # with what a client of two minds could take for the key
            return jwt.encode({"alg": "HS256", "kid": "k1"}, said, OctKey.import_key(SECRET))
        return jwt.encode({"alg": "RS256", "kid": "k1"}, said, self.other if how == "another key" else self.key)

    def _handler(provider):  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                keys = {"keys": [provider.key.as_dict(private=False)]}
                if self.path == self.server.moved:
                    self.send_response(302)
                    self.send_header("Location", "/more")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                if self.path == "/more":
                    assert self.headers["Authorization"] == "Bearer x"
                self.say({"/keys": keys, "/more": provider.more}.get(self.path) or provider.description())

            def do_POST(self):
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.say(provider.token(form, self.headers["Authorization"]))

            def say(self, told):
                data = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        return Handler


def _b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
