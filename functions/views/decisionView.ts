// Decisions of people, as the records of the API answer them.
import type { PagePart } from '../../shared/links/page.ts';
import { pageReply, type Reply } from '../http/answer.ts';
import { instantText } from '../http/instantText.ts';

/** One page of a record. */
export const decisionsReply = ({ shown, ...next }: PagePart<{ readonly at: number }>): Reply =>
  pageReply({ shown: shown.map(({ at, ...decision }) => ({ at: instantText(at), ...decision })), ...next });
