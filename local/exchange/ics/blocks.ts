// Cuts a .ics file into calendars and each calendar into its time zones and events, so that a fault in one of them costs
// that one only. It mends forms that programs write against RFC 5545 and whose meaning is plain.

/** The lines of one VEVENT or VTIMEZONE, unfolded, with BEGIN and END. */
export interface IcsBlock {
  readonly lines: readonly string[];
  /** False where the file ends, or the next event begins, before this one has ended. */
  readonly isWhole: boolean;
}

/** One VCALENDAR. A file can hold several. */
export interface IcsPart {
  /** X-WR-TIMEZONE; empty where there is none. */
  readonly zoneName: string;
  /** METHOD of RFC 5546 in upper case; empty where there is none. */
  readonly method: string;
  readonly zones: readonly IcsBlock[];
  readonly events: readonly IcsBlock[];
}

/** The calendars of a file. Throws where the text holds neither a calendar nor an event. */
export function readParts(text: string): IcsPart[] {
  const parts: OpenPart[] = [];
  let part: OpenPart | undefined;
  let block: OpenBlock | undefined;
  const begin = (): OpenPart => {
    const next: OpenPart = { zoneName: '', method: '', zones: [], events: [] };
    parts.push(next);
    return next;
  };
  const close = (isWhole: boolean) => {
    if (block && part) endBlock(part, block, isWhole);
    block = undefined;
  };
  for (const line of unfolded(text)) {
    const [, edge = '', name = ''] = /^(BEGIN|END):\s*(\S+)\s*$/i.exec(line)?.map((each) => each.toUpperCase()) ?? [];
    const isOutside = name === 'VCALENDAR' || (edge === 'BEGIN' && TOP.has(name));
    if (isOutside) close(false);
    if (name === 'VCALENDAR') {
      part = edge === 'BEGIN' ? begin() : undefined;
    } else if (edge === 'BEGIN' && !block) {
      part ??= begin();
      block = { name, lines: [line] };
    } else if (block) {
      addLine(block.lines, line);
      if (edge === 'END' && name === block.name) close(true);
    } else if (part) readHeader(part, line);
  }
  close(false);
  if (parts.length === 0) throw new Error('The text holds no calendar.');
  return parts;
}

interface OpenBlock {
  readonly name: string;
  readonly lines: string[];
}

interface OpenPart {
  zoneName: string;
  method: string;
  readonly zones: IcsBlock[];
  readonly events: IcsBlock[];
}

/** The components that stand directly in a calendar. */
const TOP: ReadonlySet<string> = new Set(['VEVENT', 'VTIMEZONE', 'VTODO', 'VJOURNAL', 'VFREEBUSY']);

function endBlock({ zones, events }: OpenPart, { name, lines }: OpenBlock, isWhole: boolean): void {
  if (name === 'VTIMEZONE') zones.push({ lines: lines.filter(isRead).map(mended), isWhole });
  if (name === 'VEVENT') events.push({ lines: lines.filter(isRead).map(mended), isWhole });
}

function readHeader(part: OpenPart, line: string): void {
  const [, name = '', value = ''] = /^([A-Za-z-]+)[^:]*:(.*)$/.exec(line) ?? [];
  if (name.toUpperCase() === 'X-WR-TIMEZONE') part.zoneName = value.trim();
  if (name.toUpperCase() === 'METHOD') part.method = value.trim().toUpperCase();
}

/** RFC 5545 section 3.1. A byte order mark can stand before each calendar of files that were joined. */
function unfolded(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.replaceAll('\ufeff', '').split(/\r\n|\n|\r/)) {
    const last = lines.length - 1;
    if (/^[ \t]/.test(line) && last >= 0) lines[last] += line.slice(1);
    else if (line !== '') lines.push(line);
  }
  return lines;
}

const PROPERTY = /^[A-Za-z0-9-]+(?=[;:])/;

/** A line that is no property belongs to the text before it: some programs write line breaks of a text as they are. */
function addLine(lines: string[], line: string): void {
  const last = lines.length - 1;
  if (PROPERTY.test(line) || last < 1) lines.push(line);
  else lines[last] += `\\n${line.replaceAll(/[,;]/g, '\\$&')}`;
}

/** The properties that are read. A fault in any other one does not matter. */
const READ: ReadonlySet<string> = new Set(
  (
    'BEGIN END UID SUMMARY DESCRIPTION LOCATION CLASS TRANSP STATUS CATEGORIES SEQUENCE DTSTAMP DTSTART DTEND DURATION ' +
    'RRULE RDATE EXRULE EXDATE RECURRENCE-ID TRIGGER ACTION TZID TZOFFSETFROM TZOFFSETTO X-LIC-LOCATION ' +
    'X-MICROSOFT-CDO-BUSYSTATUS X-MICROSOFT-CDO-ALLDAYEVENT X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT'
  ).split(' '),
);

const nameOf = (line: string): string => (PROPERTY.exec(line)?.[0] ?? '').toUpperCase();

const LISTS = ['RRULE', 'RDATE', 'EXRULE', 'EXDATE'];

/** An empty rule or list of dates says nothing. */
const isRead = (line: string): boolean =>
  READ.has(nameOf(line)) && !(LISTS.includes(nameOf(line)) && /:[\s;]*$/.test(line));

const TIMES = ['DTSTART', 'DTEND', 'RECURRENCE-ID', 'EXDATE', 'RDATE'];

function mended(line: string): string {
  const name = nameOf(line);
  if (name === 'RRULE') return mendedRule(line);
  if (name === 'DURATION') return inCapitals(line);
  if (name === 'TRIGGER') return inCapitals(line).replace(/(?<!VALUE=[^:]*):(?=\s*\d{8}T)/i, ';VALUE=DATE-TIME:');
  return TIMES.includes(name) ? mendedTime(line) : line;
}

/** ical.js reads durations and times in capital letters only. */
const inCapitals = (line: string): string => line.replace(/:[^:]*$/, (value) => value.toUpperCase());

/** Quotes a zone's name with a colon in it, writes ISO 8601's long form as the short one, and names bare dates as dates. */
function mendedTime(line: string): string {
  const parts = /^(.*):([^:]*(?:\d\d:\d\d(?::\d\d)?[^:]*)?)$/.exec(line.trim());
  const [, head = '', value = ''] = parts ?? [];
  const quoted = head.replace(/(;TZID=)([^";]*[:,][^";]*)/i, '$1"$2"');
  const short = value
    .replaceAll(/\s/g, '')
    .replaceAll(/(\d)[-:](?=\d)/g, '$1')
    .toUpperCase();
  const isBareDate = /^\d{8}(?:,\d{8})*$/.test(short) && !/VALUE=/i.test(head);
  return `${isBareDate ? quoted.replace(/;TZID=("[^"]*"|[^;]*)/i, '') : quoted}${isBareDate ? ';VALUE=DATE' : ''}:${short}`;
}

/** Rules in small letters, with blanks, or with a semicolon at the end. */
function mendedRule(line: string): string {
  const at = line.indexOf(':');
  const rule = line
    .slice(at + 1)
    .replaceAll(/\s/g, '')
    .toUpperCase()
    .replaceAll(/(\d)[-:](?=\d)/g, '$1');
  return `${line.slice(0, at)}:${rule.replace(/;+$/, '')}`;
}
