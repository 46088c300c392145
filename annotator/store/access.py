"""Whether a layer may be written by who opens it, and why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.errors import StoreError
from annotator.store.leases.lease import Lease
from annotator.store.store import Store
from annotator.store.tables.layer import LayerKey


@dataclass(frozen=True, slots=True)
class Access:
    """The lease on a layer, or why it can only be read; `notice` is what is to be said besides."""

    lease: Lease | None = None
    read_only: str | None = None
    notice: str | None = None

    @property
    def token(self) -> str:
        """What the store must hold for this lease when the layer is written."""
        return self.lease.token if self.lease else ""

    def release(self) -> None:
        """Give the lease back; more than once does no harm."""
        if self.lease:
            self.lease.release()


def take_access(store: Store, key: LayerKey, lost: Callable[[str], None]) -> Access:
    """Take the lease on a layer, if it can be had; `lost` is called with the reason when it is lost later on."""
    if store.read_only:
        return Access(read_only=store.read_only)
    try:
        lease = store.lease(key, lost)
    except StoreError as error:
        return Access(read_only=f"read-only: {error}")
    if lease.taken_over is None:
        return Access(lease)
    return Access(lease, notice=f"taken over from {lease.taken_over}, which ended without closing this layer")
