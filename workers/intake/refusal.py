"""Why something was not taken: the field and the reason, for the sender to put right."""

from pydantic import ValidationError

VALUE_ERROR = "Value error, "


class RefusedError(ValueError):
    """Bad input; `field` is a dotted path within what was sent, "" for the whole."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}" if field else reason)
        self.field, self.reason = field, reason


def of_form(error: ValidationError) -> RefusedError:
    """Return the first fault of a form; the sender's own values are not repeated."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])[:100]
    if first["type"] == "extra_forbidden":
        return RefusedError(field, "unknown field")
    if first["type"] == "missing":
        return RefusedError(field, "is missing")
    return RefusedError(field, first["msg"].removeprefix(VALUE_ERROR))
