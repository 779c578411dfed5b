// ResolveNames (MS-OXWSRSLNM). Clients use it to learn the server's version or a mailbox's address.
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { ResponseError } from '../soap/errors.ts';
import { expectSequence } from '../soap/values.ts';
import { escapeXml } from '../xml/write.ts';
import { childText } from '../xml/xml.ts';
import type { Operation } from './operation.ts';

const NAME = 'ResolveNames';

export const resolveNames: Operation = ({ request, accounts }) => {
  expectSequence(request, ['ParentFolderIds', 'UnresolvedEntry']);
  const entry = (childText(request, 'UnresolvedEntry') ?? '')
    .trim()
    .toLowerCase()
    .replace(/^smtp:/, '');
  const found = accounts.mailboxes().filter(({ address }) => address.toLowerCase().startsWith(entry));
  if (entry === '' || found.length === 0) {
    return responseBody(NAME, [
      errorMessage(NAME, new ResponseError('ErrorNameResolutionNoResults', 'No results were found.')),
    ]);
  }
  const resolutions = found.slice(0, 100).map(({ address }) => {
    const escaped = escapeXml(address);
    return (
      `<t:Resolution><t:Mailbox><t:Name>${escaped}</t:Name><t:EmailAddress>${escaped}</t:EmailAddress>` +
      '<t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:Mailbox></t:Resolution>'
    );
  });
  const set = `<m:ResolutionSet TotalItemsInView="${resolutions.length}" IncludesLastItemInRange="true">${resolutions.join('')}</m:ResolutionSet>`;
  return responseBody(NAME, [successMessage(NAME, set)]);
};
