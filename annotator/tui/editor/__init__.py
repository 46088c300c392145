"""What keys do: a pure state machine over a document, without a terminal; the screen only paints it."""
