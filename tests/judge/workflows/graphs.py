"""The pictures in docs/operations/workflows.md against the workflows themselves: every workflow has one, no other is drawn, and each
has the jobs of its workflow and an arrow for each of `needs`.
   graphs.py ROOT...
"""

import glob
import os
import re
import sys

import yaml


def drawn(page):
    """Of each file that a section names: the jobs in its picture, and pairs of which waits for which."""
    found = {}
    for section in page.split("\n## ")[1:]:
        file = re.search(r"^\[`([^`]+)`\]\(\.\./\.\./\.github/workflows/\1\)$", section, re.M).group(1)
        picture = re.search(r"^```mermaid\nflowchart LR\n(.*?)^```$", section, re.M | re.S).group(1)
        names, arrows = {}, set()
        for line in picture.splitlines():
            node = re.fullmatch(r'  (job_[a-z0-9_]+)\["([a-z0-9-]+)"\]', line)
            arrow = re.fullmatch(r"  (job_[a-z0-9_]+) --> (job_[a-z0-9_]+)", line)
            if node and node.group(1) not in names:
                names[node.group(1)] = node.group(2)
            elif arrow and arrow.groups() not in arrows and set(arrow.groups()) <= set(names):
                arrows.add(arrow.groups())
            else:
                raise ValueError(f"{file}: `{line}`")
        if file in found:
            raise ValueError(f"{file} is drawn twice")
        found[file] = (set(names.values()), {(names[first], names[then]) for first, then in arrows})
    return found


def written(path):
    with open(path, encoding="utf-8") as text:
        jobs = yaml.safe_load(text)["jobs"]
    needs = {name: [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", []) for name, job in jobs.items()}
    return set(jobs), {(need, name) for name, all_needs in needs.items() for need in all_needs}


def findings(root):
    with open(os.path.join(root, "docs/operations/workflows.md"), encoding="utf-8") as text:
        pictures = drawn(text.read())
    workflows = {os.path.basename(path): written(path) for path in glob.glob(os.path.join(root, ".github/workflows/*.yaml"))}
    for file in sorted(set(pictures) | set(workflows)):
        if file not in pictures:
            yield f"{root}: {file} is not drawn"
        elif file not in workflows:
            yield f"{root}: {file} is drawn, and does not exist"
        elif pictures[file] != workflows[file]:
            yield f"{root}: {file}: only drawn or only written: {[sorted(a ^ b) for a, b in zip(pictures[file], workflows[file])]}"


wrong = [text for root in sys.argv[1:] for text in findings(root)]
print(*wrong, sep="\n")
if wrong or len(sys.argv) == 1:
    sys.exit(1)
print(f"the pictures of {len(sys.argv) - 1} repositories are true")
