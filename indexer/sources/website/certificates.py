"""A file of certificates in; how servers are verified with it, out."""

import ssl
from pathlib import Path

from indexer.errors import SourceError


def verifying(bundle: Path | None, source: str) -> ssl.SSLContext | None:
    """Return what trusts the authorities in *bundle*; those that everybody trusts are added when a connection is made.

    None: no bundle is set. Raises SourceError if it cannot be read, or is not PEM.
    """
    if bundle is None:
        return None
    try:
        return ssl.create_default_context(cafile=bundle)
    except ssl.SSLError:
        what = "ca_bundle contains no certificate in PEM format"
        fix = "name a file with one or more blocks that begin with -----BEGIN CERTIFICATE-----"
    except OSError as error:
        what, fix = (
            f"ca_bundle cannot be read ({error.strerror})",
            "correct its path, or check its permissions",
        )
    raise SourceError(what, where=f"{source}: {bundle}", fix=fix)
