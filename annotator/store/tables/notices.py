"""What is to be said once about a store: all SQL on the table `notices`."""

from __future__ import annotations

from annotator.store.database.rows import Reader
from annotator.store.database.transaction import Transaction


def untold_notices(reader: Reader) -> dict[int, str]:
    """What has not been said yet, by number, oldest first."""
    rows = reader.all("SELECT number, message FROM notices WHERE told_at IS NULL ORDER BY number")
    return {number: str(bytes(message), "utf-8") for number, message in rows}


def mark_told(transaction: Transaction, numbers: list[int], now: str) -> None:
    """Note that these were said."""
    transaction.run_many(
        "UPDATE notices SET told_at = :now WHERE number = :number", [(now, number) for number in numbers]
    )
