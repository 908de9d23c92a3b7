"""A program of its own that draws charts: a list of Vega-Lite charts comes in as JSON, a list of SVG goes out.

What draws runs threads from its first use. In a process that is forked afterwards, as our servers are, they are missing
and the next chart is waited for for ever: so it is never loaded where requests are answered.
"""

import json
import sys

if __name__ == "__main__":
    import vl_convert

    json.dump([vl_convert.vegalite_to_svg(chart) for chart in json.load(sys.stdin)], sys.stdout)
