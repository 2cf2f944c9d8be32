"""What in-toto-attestation and securesystemslib read in the evidence file argv[1], verified by the public key argv[2], as JSON.

The packages come from PyPI by test/support/pypi-packages.ts, with the versions in in-toto.integration.test.ts.
"""

import json
import sys

from cryptography.hazmat.primitives.serialization import load_pem_public_key
from google.protobuf import json_format
from in_toto_attestation.v1.statement import Statement
from in_toto_attestation.v1 import statement_pb2
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey

with open(sys.argv[1], "rb") as file:
    document = json.load(file)
with open(sys.argv[2], "rb") as file:
    public = load_pem_public_key(file.read())

keyids = [one["keyid"] for one in document["signatures"]]
envelope = Envelope.from_dict(document)
key = SSlibKey.from_crypto(public, keyid=keyids[0])
try:
    verified = list(envelope.verify([key], 1))
except VerificationError:
    verified = []

message = json_format.Parse(envelope.payload, statement_pb2.Statement())
statement = Statement.copy_from_pb(message)
statement.validate()
json.dump(
    {
        "verified": verified,
        "payloadType": envelope.payload_type,
        "statement": json_format.MessageToDict(statement.pb),
    },
    sys.stdout,
)
