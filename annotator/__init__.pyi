"""The types of what `annotator/__init__.py` imports when it is asked for."""

from annotator.python.checking import check as check
from annotator.python.comparing import compare as compare
from annotator.python.gating import assert_gates as assert_gates
from annotator.python.given import read as read
from annotator.python.scoring import score as score

__version__: str
