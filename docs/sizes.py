"""Print how long files and functions are, as a place to look at in review."""

import ast
import statistics
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ("cms", "community", "alumni", "sponsors", "search", "config")


def main() -> None:
    files: list[tuple[int, str]] = []
    functions: list[tuple[int, str]] = []
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            source = path.read_text(encoding="utf-8")
            name = path.relative_to(ROOT).as_posix()
            files.append((source.count("\n"), name))
            functions += [
                (node.end_lineno - node.lineno + 1, f"{name}:{node.name}")
                for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.FunctionDef) and node.end_lineno
            ]
    for label, sizes in (("files", files), ("functions", functions)):
        lengths = sorted(length for length, _name in sizes)
        p95 = lengths[int(len(lengths) * 0.95)]
        median = statistics.median(lengths)
        print(f"{label}: {len(lengths)}, median {median:.0f}, p95 {p95}")
        for length, name in sorted(sizes, reverse=True)[:5]:
            print(f"  {length:4} {name}")


if __name__ == "__main__":
    main()
