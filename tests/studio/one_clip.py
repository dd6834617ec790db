"""Makes one clip and prints the SHA-256 of its bytes (run by a test, in a process of its own)."""

import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from skill.studio import engine
from skill.studio.clip import finish

sound = engine("espeak").speak("Blijf bewegen, ook als het pijn doet.", slow=False)
print(hashlib.sha256(finish(sound)[0]).hexdigest())
