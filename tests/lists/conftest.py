"""What the tests of lists share is in `worlds`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
