"""The texts of a store, each once, by hash: all its SQL on the table `texts`."""

from __future__ import annotations

from annotator.errors import StoreError
from annotator.model.record import text_hash
from annotator.store.database.rows import Reader, first
from annotator.store.database.transaction import Transaction

# Somebody else may be putting the same text in at this moment.
_INSERT = "INSERT INTO texts (sha256, text, chars) VALUES (:sha256, :text, :chars) ON CONFLICT (sha256) DO NOTHING"


def stored_text(reader: Reader, sha256: str) -> str:
    """A text by its hash.

    Raises:
        StoreError: it is not there, or is damaged.
    """
    row = first(reader, "SELECT text FROM texts WHERE sha256 = :sha256", sha256=sha256)
    if row is None:
        raise StoreError(f"the text {sha256[:12]} is missing from the store; run `annotator doctor`")
    try:
        return str(bytes(row[0]), "utf-8")
    except UnicodeDecodeError as error:
        raise StoreError(f"the text {sha256[:12]} is damaged at byte {error.start}; run `annotator doctor`") from error


def put_text(transaction: Transaction, text: str) -> str:
    """Put a text in, unless it is there, and return its hash."""
    sha256 = text_hash(text)
    # Who labels may not put texts in, and need not where it is there.
    if first(transaction, "SELECT 1 FROM texts WHERE sha256 = :sha256", sha256=sha256) is None:
        transaction.run(_INSERT, sha256=sha256, text=text.encode(), chars=len(text))
    return sha256


def put_text_back(transaction: Transaction, sha256: str, text: str) -> None:
    """Replace a damaged text by the one that has its hash."""
    update = "UPDATE texts SET text = :text, chars = :chars WHERE sha256 = :sha256"
    if transaction.run(update, sha256=sha256, text=text.encode(), chars=len(text)) == 0:
        transaction.run(_INSERT, sha256=sha256, text=text.encode(), chars=len(text))


def delete_unused_texts(transaction: Transaction) -> None:
    """Delete every text that no article and no layer is on, or began on."""
    transaction.run(
        "DELETE FROM texts WHERE sha256 NOT IN (SELECT text_sha256 FROM documents "
        "UNION SELECT text_sha256 FROM layers UNION SELECT base_text_sha256 FROM layers)"
    )


def text_chars(reader: Reader) -> dict[str, int]:
    """How many characters the text of each document has, by its id."""
    rows = reader.all("SELECT d.id, t.chars FROM documents d JOIN texts t ON t.sha256 = d.text_sha256")
    return {str(bytes(document_id), "utf-8"): int(chars) for document_id, chars in rows}


def text_hashes(reader: Reader) -> list[tuple[str, str]]:
    """The hash of every text in use, with a document that has it."""
    rows = reader.all(
        "SELECT d.id, used.sha256 FROM documents d JOIN (SELECT min(number) AS number, sha256 FROM ("
        "SELECT number, text_sha256 AS sha256 FROM documents UNION "
        "SELECT document, text_sha256 FROM layers UNION SELECT document, base_text_sha256 FROM layers"
        ") pairs GROUP BY sha256) used ON used.number = d.number"
    )
    return sorted((str(bytes(document_id), "utf-8"), sha256) for document_id, sha256 in rows)
