"""What pabutools elects by equal shares, and how long it takes. Run in an environment that has it, as JSON.

python pabutools_winners.py FILE.pb …
"""

import json
import sys
import time

from pabutools.election import Additive_Cardinal_Sat, Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares
from pabutools.tiebreaking import lexico_tie_breaking


def winners(file: str) -> dict[str, object]:
    instance, profile = parse_pabulib(file)
    utility = Cost_Sat if instance.meta["vote_type"] == "approval" else Additive_Cardinal_Sat
    began = time.perf_counter()
    won = method_of_equal_shares(instance, profile, sat_class=utility, tie_breaking=lexico_tie_breaking)
    return {"won": sorted(project.name for project in won), "seconds": time.perf_counter() - began}


if __name__ == "__main__":
    print(json.dumps({file: winners(file) for file in sys.argv[1:]}))
