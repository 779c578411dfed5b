"""python3-exchangelib against the local Exchange: a client that knows nothing of this project.

Settings come as JSON on standard input: url, account, password, scheme, tenant,
mailbox, stranger, impersonate. REQUESTS_CA_BUNDLE names the CA.
Prints one line per check that held; the first one that does not ends it with a traceback.
"""

import json
import sys
from datetime import timedelta
from zoneinfo import ZoneInfo

from exchangelib import (
    BASIC,
    DELEGATE,
    IMPERSONATION,
    NTLM,
    OAUTH2,
    UTC,
    Account,
    CalendarItem,
    Configuration,
    Credentials,
    EWSDate,
    EWSDateTime,
    EWSTimeZone,
    ExtendedProperty,
    Identity,
    OAuth2Credentials,
)
from exchangelib.errors import ErrorImpersonateUserDenied, ErrorItemNotFound
from exchangelib.folders import Calendar

HOSTILE = "R&D <x> </t:Subject><t:Sensitivity>Private ]]> \U0001f600 ÄÖ \"'"


class LocalOAuth2Credentials(OAuth2Credentials):
    """Gets its tokens from the local server instead of login.microsoftonline.com."""

    origin = None

    @property
    def token_url(self):
        return f"{self.origin}/{self.tenant_id}/oauth2/v2.0/token"


class SourceId(ExtendedProperty):
    property_set_id = "c11ff724-aa03-4555-9952-8fa248a11c3e"
    property_name = "SourceId"
    property_type = "String"


def held(what, condition):
    if not condition:
        raise AssertionError(what)
    print(what)


def credentials_of(settings):
    if settings["scheme"] != "Bearer":
        return Credentials(settings["account"], settings["password"])
    LocalOAuth2Credentials.origin = settings["url"].removesuffix("/EWS/Exchange.asmx")
    return LocalOAuth2Credentials(
        client_id=settings["account"],
        client_secret=settings["password"],
        tenant_id=settings["tenant"],
        identity=Identity(primary_smtp_address=settings["mailbox"]),
    )


def main():
    settings = json.load(sys.stdin)
    CalendarItem.register("source_id", SourceId)
    config = Configuration(
        service_endpoint=settings["url"],
        credentials=credentials_of(settings),
        auth_type={"Basic": BASIC, "NTLM": NTLM, "Bearer": OAUTH2}[settings["scheme"]],
    )
    account = Account(
        settings["mailbox"],
        config=config,
        access_type=IMPERSONATION if settings["impersonate"] else DELEGATE,
        default_timezone=EWSTimeZone("Europe/Helsinki"),
    )
    helsinki = EWSTimeZone("Europe/Helsinki")
    calendar = account.calendar
    held("finds the calendar folder", isinstance(calendar, Calendar))
    held("walks the folders", any(folder.name == "Deleted Items" for folder in account.root.walk()))
    before = list(calendar.sync_items())
    state = calendar.item_sync_state
    held("begins a synchronisation", state is not None)

    start = EWSDateTime(2026, 12, 10, 9, 0, tzinfo=helsinki)
    timed = CalendarItem(
        account=account,
        folder=calendar,
        subject=HOSTILE,
        body=HOSTILE + "\nsecond line",
        location=HOSTILE,
        start=start,
        end=start + timedelta(hours=1),
        categories=["Blue", "R&D"],
        sensitivity="Private",
        legacy_free_busy_status="Tentative",
        reminder_minutes_before_start=30,
        source_id="pair & nonce",
    ).save()
    read = calendar.get(id=timed.id)
    held("reads hostile text as it was written", (read.subject, read.location) == (HOSTILE, HOSTILE))
    held("reads the body", str(read.body) == HOSTILE + "\nsecond line")
    held("reads the instant", read.start == start and read.end == start + timedelta(hours=1))
    held("reads zone, sensitivity, free/busy", (read._start_timezone.ms_id, read.sensitivity, read.legacy_free_busy_status) == ("FLE Standard Time", "Private", "Tentative"))
    held("reads categories and reminder", (read.categories, read.reminder_minutes_before_start) == (["Blue", "R&D"], 30))
    held("reads its extended property", read.source_id == "pair & nonce")
    held("reads a UID", read.uid.startswith("040000008200E00074C5B7101A82E008"))

    day = EWSDate(2026, 12, 6)
    all_day = CalendarItem(account=account, folder=calendar, subject="Independence Day", start=day, end=day, is_all_day=True).save()
    read_day = calendar.get(id=all_day.id)
    held("reads an all-day item as the date it was written", (read_day.start, read_day.end) == (day, day))

    changes = {kind: item for kind, item in calendar.sync_items(sync_state=state)}
    held("is told of what it created", set(changes) == {"create"})
    state = calendar.item_sync_state

    timed.subject = "Moved"
    timed.start = start + timedelta(days=1)
    timed.end = start + timedelta(days=1, hours=2)
    timed.source_id = "pair 2"
    timed.save(update_fields=["subject", "start", "end", "source_id"])
    again = calendar.get(id=timed.id)
    held("reads its update", (again.subject, again.start, again.source_id) == ("Moved", start + timedelta(days=1), "pair 2"))
    held("leaves other fields alone", again.location == HOSTILE)
    held("is told of the update", [kind for kind, _ in calendar.sync_items(sync_state=state)] == ["update"])
    state = calendar.item_sync_state

    held("finds by subject", [item.id for item in calendar.filter(subject="Moved")] == [timed.id])
    held("finds by extended property", [item.id for item in calendar.filter(source_id="pair 2")] == [timed.id])
    view = calendar.view(start=EWSDateTime(2026, 12, 11, tzinfo=UTC), end=EWSDateTime(2026, 12, 12, tzinfo=UTC))
    held("views a day", [item.subject for item in view] == ["Moved"])
    held("orders and counts", calendar.all().order_by("start").count() == len(before) + 2)

    many = [CalendarItem(subject=f"bulk {n}", start=start, end=start + timedelta(minutes=n)) for n in range(60)]
    ids = account.bulk_create(folder=calendar, items=many)
    held("creates in bulk", all(i.id for i in ids) and len(ids) == 60)
    fetched = list(account.fetch(ids))
    held("fetches in bulk, in order", [i.subject for i in fetched] == [f"bulk {n}" for n in range(60)])
    held("deletes in bulk", all(result is True for result in account.bulk_delete(ids)))

    all_day.move_to_trash()
    held("finds it in Deleted Items", [i.subject for i in account.trash.filter(subject="Independence Day")] == ["Independence Day"])
    gone = (timed.id, timed.changekey)
    timed.delete()
    held("does not read what is deleted", isinstance(next(account.fetch([gone])), ErrorItemNotFound))
    kinds = [kind for kind, _ in calendar.sync_items(sync_state=state)]
    held("is told of both deletions and of nothing that came and went", sorted(kinds) == ["delete", "delete"])

    if not settings["impersonate"]:
        stranger = Account(settings["stranger"], config=config, access_type=IMPERSONATION)
        try:
            stranger.calendar.all().count()
            held("may not impersonate", False)
        except ErrorImpersonateUserDenied:
            held("may not impersonate", True)


if __name__ == "__main__":
    main()
