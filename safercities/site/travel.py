"""How many bytes travel when a host sends a file."""

import gzip

# A host does not compress these again.
PACKED = (".png", ".jpg", ".webp", ".avif", ".woff2", ".whl", ".zip")


def travel_size(name: str, content: bytes) -> int:
    """Bytes that travel when a host compresses what can be compressed, as hosts do."""
    return len(content) if name.endswith(PACKED) else len(gzip.compress(content, 6, mtime=0))
