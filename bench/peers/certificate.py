"""A certificate for 127.0.0.1 that is its own authority: OpenAQ's SDK speaks TLS only."""

from __future__ import annotations

import subprocess
from pathlib import Path


def make_certificate(folder: Path) -> dict[str, str]:
    """Writes `key.pem` and `certificate.pem`, valid for two days; returns the variables that make clients trust it."""
    certificate = folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"), str(certificate))
