"""Says whether Python's own decoder reads the queries and forms of queries.json as the pairs beside them."""

import json
import sys
from urllib.parse import parse_qsl, unquote

with open(sys.argv[1], encoding="utf-8") as file:
    vectors = json.load(file)
for vector in vectors:
    pairs = [tuple(pair) for pair in vector["pairs"]]
    query = parse_qsl(vector["query"], keep_blank_values=True, strict_parsing=True)
    assert query == pairs, (vector["query"], query)
    form = parse_qsl(vector["form"], keep_blank_values=True, strict_parsing=True)
    assert sorted(form) == sorted(pairs), (vector["form"], form)
    # Read as a path would be, where a plus is a plus.
    values = [unquote(pair.split("=", 1)[1]) for pair in vector["query"].split("&")]
    assert values == [value for _, value in pairs], values
print(len(vectors))
