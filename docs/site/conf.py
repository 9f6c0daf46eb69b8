"""The site: the pages that people read on GitHub, as they are, with a search, beside the HTTP reference and the Javadoc."""

import os
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform

ROOT = Path(__file__).parents[2]
# The address of the source, as in pom.xml; empty while there is none.
REPOSITORY = os.environ.get("REPOSITORY_URL", "")

project = "CleverTap SDK for Java"
extensions = ["myst_parser"]
root_doc = "README"
include_patterns = [
    "README.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "docs/guide/*.md",
    "docs/benchmarks/results.md",
    "examples/README.md",
    "generated-client/README.md",
    "integrations/*/README.md",
    "openapi/README.md",
]
exclude_patterns = ["**/node_modules", "**/target", "**/.venv"]
myst_heading_anchors = 4  # as GitHub's

html_theme = "furo"
html_title = project
html_copy_source = False
html_use_index = False
html_show_copyright = False
html_show_sphinx = False
html_show_search_summary = False  # the browser refuses to read them from a file
templates_path = ["templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/references.html",
        "sidebar/scroll-end.html",
    ]
}

CONTENTS = """

```{toctree}
:hidden:
:caption: Guide
docs/guide/README
docs/guide/accounts
docs/guide/uploading
docs/guide/bulk
docs/guide/reading
docs/guide/campaigns
docs/guide/errors
docs/guide/performance
Figures of the benchmarks <docs/benchmarks/results>
docs/guide/contract-tests
docs/guide/coming-from-node
```

```{toctree}
:hidden:
:caption: Parts
integrations/clevertap-spring-boot-starter/README
integrations/clevertap-micrometer/README
docs/guide/kafka
integrations/clevertap-kafka-connect/README
integrations/clevertap-cli/README
integrations/clevertap-test/README
openapi/README
generated-client/README
examples/README
```

```{toctree}
:hidden:
:caption: Project
CHANGELOG
SECURITY
```
"""


def add_contents(app, name, source):
    """Adds the navigation to the first page, which GitHub shows without it."""
    if name == root_doc:
        source[0] += CONTENTS


class LinksToSource(SphinxPostTransform):
    """A link to a file that is no page leads to the repository; while that has no address, it is plain text."""

    default_priority = 5  # before MyST, which would copy files and refuse folders

    def run(self, **kwargs):
        for link in list(self.document.findall(pending_xref)) + list(self.document.findall(download_reference)):
            target = self.target(link)
            if target is None:
                continue
            address = f"{REPOSITORY}/tree/HEAD/{target}"
            link.replace_self(
                nodes.reference("", "", *link.children, refuri=address) if REPOSITORY else link.children
            )

    def target(self, link):
        """Returns the path of the file or folder in the tree; none for a page, and for what is not there."""
        if link.get("refdomain") == "doc":
            if link["reftarget"] in self.env.found_docs:
                return None
            path = ROOT / (link["reftarget"] + ".md")
        else:
            path = Path(self.env.doc2path(link["refdoc"])).parent / link["reftarget"]
        path = path.resolve()
        return path.relative_to(ROOT) if path.exists() and path.is_relative_to(ROOT) else None


def setup(app):
    app.connect("source-read", add_contents)
    app.add_post_transform(LinksToSource)
