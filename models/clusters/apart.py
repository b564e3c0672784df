"""What people have said are two troubles: the machine never makes them one."""

from msgspec import Struct, field

MOST = 500  # troubles that are remembered
EACH = 16  # others that one trouble is kept apart from


class Apart(Struct):
    """Names of clusters (or of complaints that stand alone), each with what it is not.

    Only the newest decisions are kept, so that the state stays small.
    """

    names: dict[str, list[str]] = field(default_factory=dict)

    def part(self, one: str, other: str) -> None:
        """Remember that they are two."""
        for name, its in ((one, other), (other, one)):
            kept = [known for known in self.names.pop(name, ()) if known != its]
            self.names[name] = [*kept, its][-EACH:]
        while len(self.names) > MOST:
            del self.names[next(iter(self.names))]

    def unite(self, one: str, other: str) -> None:
        """Forget it: a person said that they are one after all."""
        for name, its in ((one, other), (other, one)):
            if its in self.names.get(name, ()):
                self.names[name].remove(its)
                if not self.names[name]:
                    del self.names[name]

    def rename(self, old: str, new: str) -> None:
        """What was kept apart from one trouble is kept apart from another now."""
        for other in list(self.names.get(old, ())):
            self.unite(old, other)
            if other != new:
                self.part(new, other)
