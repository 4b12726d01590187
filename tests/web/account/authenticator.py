"""A passkey in software: it answers as a phone would, or as an attacker would like it to."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

ORIGIN, SITE = "https://testserver", "testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(words: str) -> bytes:
    return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))


@dataclass
class Passkey:
    """Its counter goes up by one at each use; every answer can be bent by keyword arguments."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: str = ""
    counter: int = 0

    def create(self, options: dict, **bent: object) -> str:
        """The answer to a wish for a new passkey."""
        self.user_handle = options["user"]["id"]
        client = self._client("webauthn.create", options, bent)
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        attested = b"\0" * 16 + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public
        data = self._data(PRESENT | VERIFIED | ATTESTED, bent) + attested
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        response = {"clientDataJSON": text(client), "attestationObject": text(attestation)}
        return self._written(response, bent)

    def answer(self, options: dict, **bent: object) -> str:
        """The answer to a question."""
        self.counter += 1
        client = self._client("webauthn.get", options, bent)
        data = self._data(int(bent.get("flags", PRESENT | VERIFIED)), bent)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": text(client), "authenticatorData": text(data), "signature": text(signature),
            "userHandle": str(bent.get("user_handle", self.user_handle)),
        }  # fmt: skip
        return self._written(response, bent)

    def _client(self, kind: str, options: dict, bent: dict) -> bytes:
        challenge, origin = bent.get("challenge", options["challenge"]), bent.get("origin", ORIGIN)
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def _data(self, flags: int, bent: dict) -> bytes:
        site = hashlib.sha256(str(bent.get("site", SITE)).encode()).digest()
        return site + bytes([flags]) + int(bent.get("counter", self.counter)).to_bytes(4, "big")

    def _written(self, response: dict, bent: dict) -> str:
        own = text(bytes(bent.get("credential_id", self.credential_id)))
        return json.dumps(
            {
                "id": own,
                "rawId": own,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
