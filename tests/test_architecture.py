"""The house keeps its shape: arrows, names, one clock, small rooms, no guest unnamed."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from importlinter import cli

ROOT = Path(__file__).parent.parent
ROOMS = ("models", "alerts", "workers", "dashboard")
LONGEST_FILE = 250  # lines
STORES = ROOT / "models" / "stores"
DATES = ROOT / "models" / "policy" / "dates.py"  # asks libraries, before a policy is adopted
CLOCK = STORES / "settings.py"
CLOCK_READERS = {
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
    "time.strftime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "date.today",
    "datetime.date.today",
    "pd.Timestamp.now",
    "pd.Timestamp.today",
}


def sources(*folders: str) -> Iterator[Path]:
    """Give every Python file below the folders."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Give the full name of every module that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_arrows_point_one_way() -> None:
    """Import-linter's contracts hold: dashboard | workers -> alerts -> models, rules off stores."""
    assert cli.lint_imports(no_logo=True, cache_dir=None) == cli.EXIT_STATUS_SUCCESS


def test_rules_need_nothing_but_msgspec() -> None:
    """A rule imports the standard library, msgspec and other rules, so it can do no store I/O."""
    allowed = {*sys.stdlib_module_names, "msgspec", "models"}
    strangers = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources("models")
        if STORES not in path.parents and path != DATES
        for name in imports(path)
        if name.split(".")[0] not in allowed or name.startswith("models.stores")
    ]
    assert not strangers


def test_no_dashboard_file_shadows_a_package() -> None:
    """Streamlit puts dashboard/ first on the path, so no name in it may be a package's name."""
    taken = {*sys.stdlib_module_names, *packages_distributions(), *ROOMS, "tests", "bench"}
    room = ROOT / "dashboard"
    modules = {path.stem for path in room.glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in room.glob("*/__init__.py")}
    assert not (modules | packages) & taken


def test_only_one_function_reads_the_wall_clock() -> None:
    """Nothing but models/stores/settings.py asks what time it is; monotonic clocks are no time."""
    readers = [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node.func)}"
        for path in sources(*ROOMS)
        if path != CLOCK
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCK_READERS
    ]
    readers += [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(*ROOMS)
        for name in imports(path)
        if name in CLOCK_READERS
    ]
    assert not readers


def test_every_file_is_short() -> None:
    """No file of the house or its tests is longer than 250 lines: two names make it clearer."""
    every = sources(*ROOMS, "tests", "bench")
    lengths = {str(p.relative_to(ROOT)): p.read_text().count("\n") for p in every}
    assert not {name: n for name, n in lengths.items() if n > LONGEST_FILE}


def test_every_test_says_what_holds() -> None:
    """Each test function opens with a sentence."""
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources("tests")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert not silent


def test_every_guest_is_named_in_pyproject() -> None:
    """Each third-party package that the house imports is among its declared dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {plain(re.split(r"[\[<>=~! ;]", line)[0]) for line in project["dependencies"]}
    owners = packages_distributions()
    used = {name.split(".")[0] for path in sources(*ROOMS) for name in imports(path)}
    guests = used - set(ROOMS) - sys.stdlib_module_names
    missing = {
        name for name in guests if not {plain(owner) for owner in owners.get(name, [])} & declared
    }
    assert not missing


def test_the_lock_file_names_public_hosts_only() -> None:
    """The lock file holds no path of one machine and no host but the public index."""
    hosts = set(re.findall(r"(\w+://[^/\"]+)", (ROOT / "uv.lock").read_text()))
    assert hosts == {"https://pypi.org", "https://files.pythonhosted.org"}


def plain(name: str) -> str:
    """Return a distribution's name as pip compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
