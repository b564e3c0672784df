"""Everything that Apprise reaches: about 130 services, and plain webhooks.

Apprise answers with one bool for the whole call, so each call gets one URL. Why a message was
not taken stands only in the warnings that it keeps with the result: nearly all of its plugins
end them with `error=<HTTP status>`. Where no status stands (no connection, no answer in time,
a plugin that words it otherwise) the failure counts as temporary: a second try costs little,
a lost alarm much. The limit is the message's age, see `alerts.turn`.
"""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from apprise import Apprise, AppriseAsset, AppriseResult, NotifyFormat, NotifyType

from alerts.message import Message, ReceiveError

SCHEMES = ("*",)
CONNECT_SECONDS = 4
READ_SECONDS = 8
CALL_SECONDS = 15  # of one call, whatever the plugin does; the claim on a row is longer
STATUS = re.compile(r"error=(\d{3})\b")
TEMPORARY = {408, 425, 429}  # of the 4xx; all others say that the request itself is wrong
WEBHOOKS = {"http": "json", "https": "jsons"}
KINDS = {1: NotifyType.FAILURE, 2: NotifyType.FAILURE, 3: NotifyType.WARNING, 4: NotifyType.INFO}
ASSET = AppriseAsset(app_id="Tocsin", app_desc="Tocsin", app_url="", async_mode=False)


def check(url: str) -> None:
    """Raise ValueError if Apprise does not know the address; it is not printed, it is a secret."""
    if not Apprise(asset=ASSET).add(address(url)):
        raise ValueError(f"Apprise cannot use this {url.partition('://')[0]}:// address")


def receive(url: str, message: Message) -> None:
    """Send through Apprise. Raises ReceiveError."""
    apprise = Apprise(asset=ASSET)
    if not apprise.add(address(url, message)):
        raise ReceiveError("Apprise cannot use the address", permanent=True)
    result = apprise.notify(
        title=message.title,
        body=message.body,
        notify_type=NotifyType.SUCCESS if message.over else KINDS[message.level],
        body_format=NotifyFormat.TEXT,
        timeout=CALL_SECONDS,
    )
    if not result:
        raise refusal(result)


def refusal(result: AppriseResult) -> ReceiveError:
    """Say why it failed, and whether for good."""
    reasons = "; ".join(entry.message for entry in result.logs())
    found = STATUS.search(reasons)
    status = int(found[1]) if found else 0
    permanent = 400 <= status < 500 and status not in TEMPORARY  # noqa: PLR2004 HTTP's own
    return ReceiveError(reasons or result.status.name.lower(), permanent=permanent)


def address(url: str, message: Message | None = None) -> str:
    """Return Apprise's address for a plain webhook; any other is one already.

    The message's key goes along, so that a webhook can drop what it got twice.
    """
    parts = urlsplit(url)
    if parts.scheme not in WEBHOOKS:
        return url
    query = {f"-{name}": value for name, value in parse_qsl(parts.query, keep_blank_values=True)}
    query |= {"rto": str(READ_SECONDS), "cto": str(CONNECT_SECONDS)}
    if message:
        extras = {"key": message.key, "alert": message.alert, "level": str(message.level)}
        query |= {f":{name}": value for name, value in extras.items()}
    twice = {name: quote(value, safe="") for name, value in query.items()}  # as often as it decodes
    encoded = urlencode(twice, quote_via=quote)
    return parts._replace(scheme=WEBHOOKS[parts.scheme], query=encoded).geturl()
