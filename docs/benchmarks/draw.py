"""Draws throughput.svg from results.json. Arguments: the file to write."""

import json
import re
import sys
from pathlib import Path

import pygal
from pygal.style import Style

HERE = Path(__file__).parent
SERIES = {
    "a loop that posts encoded bytes": "bareRecordsPerSecond",
    "a hand-written loop that encodes its records": "byHandRecordsPerSecond",
    "the SDK": "recordsPerSecond",
}


def possible(row):
    return row["bareRecordsPerSecond"] if row["ceiling"] == "Infinity" else row["ceiling"]


def bar(row, field):
    rate = row[field]
    return {"value": 100 * rate / possible(row), "formatter": lambda share: f"{rate:,.0f} ({share:.0f} %)"}


results = json.loads((HERE / "results.json").read_text())
rows = list(reversed(results["throughput"]))
chart = pygal.HorizontalBar(
    width=900,
    height=560,
    title="Records per second, by the server's latency, in % of what is possible",
    x_title=f"100 %: 15 lanes of 1000 records; at 0 ms, the fastest loop\n{results['machine']}, {results['date']}",
    legend_at_bottom=True,
    legend_at_bottom_columns=1,
    truncate_legend=-1,
    reverse_legend=True,
    print_values=True,
    print_values_position="top",
    css=["file://style.css", "file://graph.css", "inline:.text-overlay text { text-anchor: start; transform: translateX(4px) }"],
    range=(0, 125),
    x_labels=[f"{row['latencyMillis']} ms" for row in rows],
    y_labels=[0, 25, 50, 75, 100],
    js=[],
    no_prefix=True,
    disable_xml_declaration=True,
    pretty_print=True,
    style=Style(
        background="white",
        plot_background="white",
        font_family="sans-serif",
        colors=("#b0b7c0", "#6cb58a", "#1f6feb"),
        value_colors=("#1f2328",) * 3,
        title_font_size=16,
        label_font_size=13,
        major_label_font_size=13,
        legend_font_size=13,
        title_font_family="sans-serif",
        value_font_size=12,
    ),
)
for title, field in SERIES.items():
    chart.add(title, [bar(row, field) for row in rows])
picture = re.sub("<!--.*?-->", "", chart.render(is_unicode=True))  # one comment contains the day of drawing
Path(sys.argv[1]).write_text(picture)
