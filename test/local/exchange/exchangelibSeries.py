"""Series by python3-exchangelib against the local Exchange: every pattern, occurrences changed and deleted, views.

Settings come as JSON on standard input: url, account, password, mailbox, series: the ids of what stands in the
mailbox already. Prints one line per check that held; the first one that does not ends it with a traceback.
"""

import json
import sys
from datetime import date, timedelta

from exchangelib import (
    BASIC,
    IMPERSONATION,
    UTC,
    Account,
    CalendarItem,
    Configuration,
    Credentials,
    EWSDate,
    EWSDateTime,
    EWSTimeZone,
)
from exchangelib.errors import (
    ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange,
    ErrorCalendarOccurrenceIsDeletedFromRecurrence,
    ErrorOccurrenceCrossingBoundary,
)
from exchangelib.fields import MONDAY, WEDNESDAY
from exchangelib.recurrence import (
    AbsoluteMonthlyPattern,
    AbsoluteYearlyPattern,
    DailyPattern,
    Recurrence,
    RelativeMonthlyPattern,
    RelativeYearlyPattern,
    WeeklyPattern,
)

HELSINKI = EWSTimeZone("Europe/Helsinki")


def held(what, condition):
    if not condition:
        raise AssertionError(what)
    print(what)


def at(day, hour):
    return EWSDateTime(day.year, day.month, day.day, hour, 0, tzinfo=HELSINKI)


def refused(error, run):
    try:
        run()
    except error:
        return True
    return False


def create(calendar, pattern, first, number=5, **more):
    return CalendarItem(
        account=calendar.account,
        folder=calendar,
        subject=type(pattern).__name__,
        start=at(first, 9),
        end=at(first, 10),
        recurrence=Recurrence(pattern=pattern, start=EWSDate.from_date(first), number=number),
        **more,
    ).save()


def starts(calendar, first, last):
    view = calendar.view(start=at(first, 0), end=at(last, 0))
    return [item.start.astimezone(HELSINKI) for item in view]


def patterns(calendar):
    """Each pattern with its first occurrence and the dates that a person would expect."""
    expected = [
        (DailyPattern(interval=3), [(2027, 3, 26), (2027, 3, 29), (2027, 4, 1)]),
        (
            WeeklyPattern(interval=2, weekdays=[MONDAY, WEDNESDAY], first_day_of_week=MONDAY),
            [(2027, 3, 22), (2027, 3, 24), (2027, 4, 5)],
        ),
        (AbsoluteMonthlyPattern(interval=1, day_of_month=31), [(2027, 1, 31), (2027, 2, 28), (2027, 3, 31)]),
        (
            RelativeMonthlyPattern(interval=1, weekday="Weekday", week_number="Last"),
            [(2027, 1, 29), (2027, 2, 26), (2027, 3, 31)],
        ),
        (AbsoluteYearlyPattern(day_of_month=29, month=2), [(2028, 2, 29), (2029, 2, 28)]),
        (RelativeYearlyPattern(weekday=MONDAY, week_number="First", month=5), [(2027, 5, 3), (2028, 5, 1)]),
    ]
    for pattern, days in expected:
        dates = [date(*day) for day in days]
        item = create(calendar, pattern, dates[0], number=len(dates))
        read = calendar.get(id=item.id)
        held(f"reads its {item.subject}", read.recurrence.pattern == pattern)
        held(f"reads the range of it", read.recurrence.boundary.number == len(dates) and read.recurrence.boundary.start == dates[0])
        occurrences = [read.occurrence(n + 1) for n in range(len(dates))]
        for occurrence in occurrences:
            occurrence.refresh()
        held(f"finds its occurrences on their dates at nine", [o.start.astimezone(HELSINKI) for o in occurrences] == [at(d, 9) for d in dates])
        held(f"has no occurrence beyond", refused(ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange, lambda: read.occurrence(len(dates) + 1).refresh()))
        item.delete()


def occurrences(calendar):
    first = date(2027, 3, 26)
    day = [first + timedelta(days=n) for n in range(6)]
    master = create(calendar, DailyPattern(interval=1), first)
    second = master.occurrence(2)
    second.refresh()
    held("an occurrence knows that it is one", (second.type, second.is_recurring) == ("Occurrence", True))
    second.subject = "Changed"
    second.save(update_fields=["subject"])
    third = calendar.get(id=master.id).occurrence(3)
    third.refresh()
    third.start, third.end = at(day[2], 15), at(day[2], 16)
    third.save(update_fields=["start", "end"])
    fourth = calendar.get(id=master.id).occurrence(4)
    fourth.refresh()
    fourth.delete()
    read = calendar.get(id=master.id)
    held(
        "the master tells of the occurrences that differ",
        [(o.original_start.astimezone(HELSINKI), o.start.astimezone(HELSINKI)) for o in read.modified_occurrences]
        == [(at(day[1], 9), at(day[1], 9)), (at(day[2], 9), at(day[2], 15))],
    )
    held("and of the deleted one", [o.start.astimezone(HELSINKI) for o in read.deleted_occurrences] == [at(day[3], 9)])
    held("the first and the last are those that are left", (read.first_occurrence.start, read.last_occurrence.start) == (at(day[0], 9), at(day[4], 9)))
    held("a deleted one is not there", refused(ErrorCalendarOccurrenceIsDeletedFromRecurrence, lambda: read.occurrence(4).refresh()))
    held("the view shows what takes place", starts(calendar, day[0], day[5]) == [at(day[0], 9), at(day[1], 9), at(day[2], 15), at(day[4], 9)])
    changed = calendar.get(id=read.modified_occurrences[0].id)
    held("an exception is read by its id", (changed.type, changed.subject) == ("Exception", "Changed"))
    held("and knows its master", calendar.get(id=changed.recurring_master().refresh().id).id == master.id)

    fifth = read.occurrence(5)
    fifth.refresh()
    fifth.start, fifth.end = at(day[2], 9), at(day[2], 10)
    held("an occurrence does not pass its neighbour", refused(ErrorOccurrenceCrossingBoundary, lambda: fifth.save(update_fields=["start", "end"])))
    read.subject = "Renamed"
    read.save(update_fields=["subject"])
    again = calendar.get(id=master.id)
    held("a new title leaves the exceptions alone", len(again.modified_occurrences) == 2 and calendar.get(id=changed.id).subject == "Changed")
    again.recurrence.boundary.number = 3
    again.save(update_fields=["recurrence"])
    last = calendar.get(id=master.id)
    held("a new recurrence drops them", (last.modified_occurrences, last.deleted_occurrences) == (None, None))
    master.delete()


def standing(calendar, ids):
    """What the mailbox's owner made, in their own client."""
    series = calendar.get(id=ids["series"])
    held("reads a person's series", (type(series.recurrence.pattern), series.subject) == (WeeklyPattern, "Board"))
    held("reads their moved occurrence", [(o.original_start.day, o.start.day) for o in series.modified_occurrences] == [(8, 9)])
    held("reads their deleted occurrence", [o.start.day for o in series.deleted_occurrences] == [15])
    days = calendar.get(id=ids["days"])
    held("reads their all-day series as dates", days.start == EWSDate(2026, 12, 6) and days.is_all_day)
    listed = {item.id for item in calendar.all().only("id")}
    held("lists masters, not occurrences", {ids["series"], ids["days"]} <= listed and len(listed) == 2)
    meeting = next(item for item in calendar.view(start=at(date(2026, 12, 8), 0), end=at(date(2026, 12, 10), 0)))
    held("views the occurrence where it was moved", meeting.start == at(date(2026, 12, 9), 9))


def main():
    settings = json.load(sys.stdin)
    config = Configuration(
        service_endpoint=settings["url"],
        credentials=Credentials(settings["account"], settings["password"]),
        auth_type=BASIC,
    )
    account = Account(
        settings["mailbox"], config=config, access_type=IMPERSONATION, default_timezone=HELSINKI
    )
    standing(account.calendar, settings["series"])
    patterns(account.calendar)
    occurrences(account.calendar)


if __name__ == "__main__":
    main()
