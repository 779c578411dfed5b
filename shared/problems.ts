// The one catalogue of what people are told: code, what happened and what it means, what to do, who can.
// Pages, API and docs/problems.md are drawn from it. Sentences name no content and no secret.
// It is long because it is one catalogue: who looks for a code finds it here.

/** The people who can act on a problem. `nobody`: it heals by itself. */
export type Audience = 'user' | 'administrator' | 'exchange-administrator' | 'operator' | 'api-client' | 'nobody';

export interface Problem {
  /** The event, and its meaning for the calendar. */
  readonly sentence: string;
  /** The action to take. */
  readonly action: string;
  readonly who: Audience;
  /** The HTTP status when an API call ends in it. */
  readonly status: number;
}

export const problems = {
  // Requests to our API
  'request-invalid': {
    sentence: 'The request holds a field that cannot be accepted. Nothing was stored.',
    action: 'Correct the fields named in errors and send the request again.',
    who: 'api-client',
    status: 422,
  },
  'request-not-json': {
    sentence: 'The request body is not JSON. Nothing was stored.',
    action: 'Send a JSON body with content type application/json.',
    who: 'api-client',
    status: 400,
  },
  'not-signed-in': {
    sentence: 'The request carries no valid API key.',
    action: 'Send the company API key as: Authorization: Bearer <key>.',
    who: 'api-client',
    status: 401,
  },
  'key-ended': {
    sentence: 'The API key was revoked or replaced.',
    action: 'Use the key that took its place, or ask the operator for a new one.',
    who: 'operator',
    status: 401,
  },
  'webhook-not-trusted': {
    sentence: 'The call carries no valid signature of a webhook of this source, or it is more than five minutes old.',
    action: 'Sign the body with the secret of the webhook as Standard Webhooks describes, and check the clock.',
    who: 'api-client',
    status: 401,
  },
  'company-suspended': {
    sentence:
      'The operator has suspended the company. Nothing of it is synchronised. Nothing was deleted, and every pair stays.',
    action: 'Ask the operator to resume the company.',
    who: 'operator',
    status: 403,
  },
  'company-deleting': {
    sentence: 'The operator is deleting the company. Nothing of it is synchronised any more.',
    action: 'Until the deletion begins, the operator can resume the company.',
    who: 'operator',
    status: 403,
  },
  'user-inactive': {
    sentence: 'The business application says that this person is no longer active. Nothing was changed.',
    action: 'Have the person activated in the business application. The users are read again within an hour.',
    who: 'administrator',
    status: 409,
  },
  'synchronisation-disabled': {
    sentence:
      'Synchronisation is not enabled for the company. Nothing of it runs. Nothing was deleted, and every pair stays.',
    action: 'Enable synchronisation for the company. Its connection tests have to pass.',
    who: 'administrator',
    status: 409,
  },
  'not-of-this-source': {
    sentence: 'The application of this source has nothing of the kind.',
    action: 'The guide of the source says what its administrator enters instead.',
    who: 'administrator',
    status: 404,
  },
  'connection-tests-failed': {
    sentence: 'A connection test failed, so that synchronisation was not enabled.',
    action: 'Look at the failed step of the test, mend its cause, and enable synchronisation again.',
    who: 'administrator',
    status: 409,
  },
  'not-allowed': {
    sentence: 'The caller may not do this.',
    action: 'Ask an administrator of the company.',
    who: 'administrator',
    status: 403,
  },
  'not-found': {
    sentence: 'There is nothing at this address.',
    action: 'Check the address and the ids in it.',
    who: 'api-client',
    status: 404,
  },
  'request-too-large': {
    sentence: 'The request body is larger than one request may be. Nothing was stored.',
    action: 'Send less at a time.',
    who: 'api-client',
    status: 413,
  },
  'version-required': {
    sentence: 'The resource exists, and the request does not say which version it changes. Nothing was stored.',
    action: 'Send the ETag of the last answer as If-Match.',
    who: 'api-client',
    status: 428,
  },
  'version-stale': {
    sentence: 'Somebody changed the resource meanwhile. Nothing was stored.',
    action: 'Read it again, apply the change to that version and send it with its ETag.',
    who: 'api-client',
    status: 412,
  },
  'already-exists': {
    sentence: 'Something stands at this address already, and the request says that nothing does. Nothing was stored.',
    action: 'Choose another id, or read what stands there and change it with its ETag as If-Match.',
    who: 'api-client',
    status: 412,
  },
  'company-exists': {
    sentence: 'A company with this id exists already. Nothing was stored.',
    action: 'Choose another id.',
    who: 'operator',
    status: 409,
  },
  'company-unknown': {
    sentence: 'There is no company with this id.',
    action: 'Check the id. GET companies lists all.',
    who: 'operator',
    status: 404,
  },
  'company-not-suspended': {
    sentence: 'The company is active. Only a suspended company can be deleted. Nothing was changed.',
    action: 'Suspend the company, look at the dry run, then delete it.',
    who: 'operator',
    status: 409,
  },
  'deletion-changed': {
    sentence: 'The company has another number of links than the request says. Nothing was changed.',
    action: 'Look at the dry run again and send the number that it shows.',
    who: 'operator',
    status: 409,
  },
  'key-over': {
    sentence: 'The API key has been revoked or replaced already. Nothing was changed.',
    action: 'Make a new key.',
    who: 'operator',
    status: 409,
  },
  'user-unknown': {
    sentence: 'No user of the company has this address.',
    action: 'Add the user first, with the address used in both systems.',
    who: 'administrator',
    status: 404,
  },
  'exchange-not-configured': {
    sentence: 'The company has no Exchange connection yet, so nothing can be synchronised.',
    action: 'Save the Exchange connection settings and run the connection test.',
    who: 'administrator',
    status: 409,
  },
  'source-not-configured': {
    sentence: 'The company has no source yet, so there are no entries to synchronise.',
    action: 'Save the settings of a source.',
    who: 'administrator',
    status: 409,
  },
  'another-source': {
    sentence: 'The company is connected to another source already, and one company has one source. Nothing was stored.',
    action: 'Change the settings of that source, or make another company for this one.',
    who: 'administrator',
    status: 409,
  },
  'link-not-on': {
    sentence: 'The user has not switched synchronisation on.',
    action: 'Switch it on first.',
    who: 'user',
    status: 409,
  },
  'matches-unconfirmed': {
    sentence:
      'Some events and entries belong together by our tag alone: their titles and times differ. Nothing was started.',
    action: 'Look at preview/matches, and start again with {"matchesConfirmed": true}. Differences are merged then.',
    who: 'user',
    status: 409,
  },
  'preview-not-ready': {
    sentence: 'Both calendars are still being listed; the preview is not complete.',
    action: 'Ask again in a moment.',
    who: 'nobody',
    status: 409,
  },
  'holds-changed': {
    sentence: 'Other deletes wait by now than the counts in the request say. Nothing was decided.',
    action: 'Read the list of holds anew, and decide about what it shows.',
    who: 'administrator',
    status: 409,
  },
  'nothing-held': {
    sentence: 'No deletes wait for a decision.',
    action: 'Nothing; read the state again.',
    who: 'nobody',
    status: 409,
  },
  'conflict-over': {
    sentence: 'There is no such losing value any more: it is kept for 30 days. Nothing was changed.',
    action: 'Enter the value again, if anybody knows it.',
    who: 'user',
    status: 410,
  },
  'restore-impossible': {
    sentence:
      'The value cannot stand in both calendars: one of the two items is gone, or somebody else decides on this field. Nothing was changed.',
    action: 'Read the value in the list of conflicts, and enter it where it belongs.',
    who: 'user',
    status: 409,
  },
  'conflict-unreadable': {
    sentence:
      'The losing value cannot be decrypted: its key is neither ENCRYPTION_KEY nor one of FORMER_ENCRYPTION_KEYS.',
    action: 'Put the former key into FORMER_ENCRYPTION_KEYS.',
    who: 'operator',
    status: 500,
  },
  'key-missing': {
    sentence:
      'The key under which this calendar is remembered is missing: it was taken out of FORMER_ENCRYPTION_KEYS too early. Nothing is deleted; the calendar waits.',
    action: 'Put the key back into FORMER_ENCRYPTION_KEYS. If it is lost, match the two calendars anew.',
    who: 'operator',
    status: 409,
  },
  'password-unreadable': {
    sentence:
      'The stored password cannot be decrypted: its key is neither ENCRYPTION_KEY nor one of FORMER_ENCRYPTION_KEYS. Calendars wait.',
    action: 'Put the former key into FORMER_ENCRYPTION_KEYS, or save the Exchange connection again with its password.',
    who: 'operator',
    status: 500,
  },
  'state-unavailable': {
    sentence:
      'The storage account did not answer. A change of this request may be stored or not; timers go on by themselves.',
    action: 'Read what is stored and try again; if it stays so, check the storage account.',
    who: 'operator',
    status: 503,
  },
  'internal-error': {
    sentence: 'Something failed that should not. Nothing was deleted.',
    action: 'Report it with the correlation id.',
    who: 'operator',
    status: 500,
  },

  // The connection to Exchange
  'exchange-tests-running': {
    sentence: 'Two connection tests of this company are running already. This one was not started.',
    action: 'Wait until one of them has ended, at most some minutes, and test again.',
    who: 'administrator',
    status: 429,
  },
  'exchange-url-refused': {
    sentence: 'The Exchange address is not one this service may call.',
    action:
      'Use https, the path /EWS/Exchange.asmx, no user name in it; a server in a private network has to be allowed by the operator.',
    who: 'administrator',
    status: 422,
  },
  'exchange-name-unknown': {
    sentence: 'The server name of the Exchange address does not exist in DNS, so no calendar can be reached.',
    action: 'Check the spelling; an internal name needs the network connection of the function app.',
    who: 'administrator',
    status: 502,
  },
  'exchange-unreachable': {
    sentence: 'The Exchange server does not accept connections. Calendars wait; nothing is lost.',
    action: 'Check host and port, and that the firewall lets this service in.',
    who: 'exchange-administrator',
    status: 502,
  },
  'exchange-timeout': {
    sentence: 'The Exchange server did not answer in time. Calendars wait; nothing is lost.',
    action: 'It is tried again by itself; if it stays so, check the load of the server.',
    who: 'nobody',
    status: 504,
  },
  'exchange-connection-closed': {
    sentence:
      'The connection to Exchange was closed before the answer came. A change that was under way may have been made; the next run finds out.',
    action:
      'It is tried again by itself; if it stays so, look for a load balancer or a proxy that closes connections early.',
    who: 'nobody',
    status: 502,
  },
  'exchange-web-page': {
    sentence:
      'A web page came instead of an answer of Microsoft Graph, most often the sign-in page of a proxy. Nothing was concluded from it.',
    action: 'Let this service reach Microsoft without the page; the address of Graph needs an exception in the proxy.',
    who: 'operator',
    status: 502,
  },
  'exchange-certificate-untrusted': {
    sentence: 'The certificate of the Exchange server does not verify, so no password was sent.',
    action: 'Install a valid certificate, or add the issuing CA certificate to the connection.',
    who: 'exchange-administrator',
    status: 502,
  },
  'exchange-key-not-pinned': {
    sentence: 'The Exchange server shows another key than the pinned one, so no password was sent.',
    action: 'If the certificate was replaced with a new key, save its pin; if nobody did, find out who answers there.',
    who: 'exchange-administrator',
    status: 502,
  },
  'exchange-not-ews': {
    sentence:
      'The server at the Exchange address does not answer as Exchange Web Services: another path, or a web page such as a sign-in page. Nothing was concluded from it.',
    action: 'Check the path, usually /EWS/Exchange.asmx, and that no sign-in page stands before it.',
    who: 'administrator',
    status: 502,
  },
  'exchange-sign-in-refused': {
    sentence: 'Exchange refused the account or its password. Calendars wait; nothing is lost.',
    action:
      'Check account (DOMAIN\\user or an address), password, lock-out, and that the sign-in method is on for EWS and NTLM version 2 allowed.',
    who: 'administrator',
    status: 502,
  },
  'exchange-scheme-not-offered': {
    sentence: 'The Exchange server does not offer the sign-in method of this connection, so nothing was sent to it.',
    action: 'Choose a method that it offers, or switch this one on for the EWS virtual directory.',
    who: 'administrator',
    status: 502,
  },
  'exchange-channel-binding-refused': {
    sentence:
      'The password is right, and Exchange refuses NTLM over this connection: the certificate we see is not the one that Exchange knows.',
    action:
      'Install the certificate of Exchange on the proxy or load balancer before it (Extended Protection), or use Basic or OAuth.',
    who: 'exchange-administrator',
    status: 502,
  },
  'exchange-token-refused': {
    sentence: 'The sign-in service gave this application no access token. Calendars wait; nothing is lost.',
    action: 'Check login address, tenant, application id, its secret or certificate and their end, and the consent.',
    who: 'administrator',
    status: 502,
  },
  'exchange-token-unavailable': {
    sentence: 'The sign-in service did not answer, so Exchange was not asked. Calendars wait; nothing is lost.',
    action: 'It is tried again by itself; if it stays so, check the login address and the way to it.',
    who: 'nobody',
    status: 503,
  },
  'exchange-impersonation-refused': {
    sentence: 'The service account may not act for this mailbox. Its calendar waits; nothing is lost.',
    action: 'Assign the role ApplicationImpersonation to the service account for this mailbox.',
    who: 'exchange-administrator',
    status: 502,
  },
  'mailbox-not-found': {
    sentence: 'Exchange has no mailbox with this address.',
    action: 'Check that the address is the primary SMTP address of a mailbox on this server.',
    who: 'administrator',
    status: 502,
  },
  'mailbox-access-denied': {
    sentence: 'The service account may not open the calendar of this mailbox.',
    action: 'Grant the rights on the mailbox again.',
    who: 'exchange-administrator',
    status: 502,
  },
  'calendar-not-found': {
    sentence: 'The mailbox has no calendar of this name or id that the service account may see.',
    action: 'Check the calendar in the settings and the rights on it; without one the default calendar is taken.',
    who: 'administrator',
    status: 502,
  },
  'next-exchange-missing': {
    sentence: 'No other connection is prepared for this company. Nothing was changed.',
    action: 'Save it with PUT exchange/next, test it, and then cut over.',
    who: 'administrator',
    status: 409,
  },
  'address-changed': {
    sentence:
      "The user's address was changed, and entries in the business application still name the former one. Nothing is deleted; the calendar waits.",
    action:
      'Name the new address in the entries: the calendar then goes on by itself. Or match the two calendars anew.',
    who: 'administrator',
    status: 409,
  },
  'address-taken': {
    sentence: 'A user or a shared mailbox of the company has this address already. Nothing was changed.',
    action: 'Choose another address.',
    who: 'administrator',
    status: 409,
  },
  'calendar-replaced': {
    sentence:
      'The calendar is not the one that was synchronised: the mailbox was made anew, another calendar was chosen, or a cut-over leads to another one. Nothing is deleted; the calendar waits.',
    action:
      'If that is right, match the two calendars anew; if not, put the former mailbox or calendar back into the settings.',
    who: 'administrator',
    status: 409,
  },
  'mailbox-moving': {
    sentence: 'The mailbox is being moved. Its calendar waits and goes on when the move has ended.',
    action: 'Nothing; if it stays so, check the move request.',
    who: 'nobody',
    status: 503,
  },
  'mailbox-elsewhere': {
    sentence: 'The mailbox is on another server, which this one does not pass requests on to. Its calendar waits.',
    action: 'Connect to the server that holds the mailbox, or let this one pass requests on to it.',
    who: 'exchange-administrator',
    status: 502,
  },
  'mailbox-unavailable': {
    sentence: 'The mailbox cannot be opened at the moment. It is tried again.',
    action: 'Nothing; if it stays so, check the mailbox database.',
    who: 'nobody',
    status: 503,
  },
  'mailbox-full': {
    sentence: 'The mailbox has reached its size limit, so nothing can be written to its calendar.',
    action: 'Free space in the mailbox or raise its quota; it is tried again by itself.',
    who: 'user',
    status: 502,
  },
  'exchange-blocked': {
    sentence: 'Exchange answers that this service may not use EWS there: it is switched off, and no password opens it.',
    action: 'Allow EWS for the organisation and the mailbox; for Microsoft 365, use Microsoft Graph.',
    who: 'exchange-administrator',
    status: 502,
  },
  'ews-switched-off': {
    sentence:
      'Microsoft 365 answers that EWS is switched off for this mailbox or its organisation; no password opens it. Calendars wait; nothing is lost.',
    action:
      'Move the company to Microsoft Graph. Until EWS ends, an Exchange administrator can open it again: GET exchange/commands has the commands.',
    who: 'exchange-administrator',
    status: 502,
  },
  'ews-not-allowed': {
    sentence:
      'The organisation in Microsoft 365 does not let this application use EWS: it is not on its list, or a rule shuts it out. Calendars wait; nothing is lost.',
    action:
      'Move the company to Microsoft Graph. Until EWS ends, an Exchange administrator can put the application on the list: GET exchange/commands has the commands; it takes up to 24 hours.',
    who: 'exchange-administrator',
    status: 502,
  },
  'ews-ends': {
    sentence:
      'Microsoft ends EWS in Microsoft 365: worldwide on 2027-04-01, in national clouds on days of their own. Then this connection reaches no mailbox.',
    action: 'Move the company to Microsoft Graph before.',
    who: 'administrator',
    status: 409,
  },
  'ews-ended': {
    sentence:
      'EWS ended in Microsoft 365 on 2027-04-01, so nobody reaches mailboxes over it. Calendars wait; nothing is lost.',
    action: 'Move the company to Microsoft Graph; every pair stays.',
    who: 'administrator',
    status: 502,
  },
  'application-permission-missing': {
    sentence:
      'The access token of the application is good, but holds no permission for EWS. Calendars wait; nothing is lost.',
    action:
      'Grant the application full_access_as_app (Office 365 Exchange Online), or give it the role Application EWS.AccessAsApp in Exchange.',
    who: 'exchange-administrator',
    status: 502,
  },
  'mailbox-not-refused': {
    sentence: 'The mailbox that has to be refused was opened: the rights are wider than they should be.',
    action: "Narrow the rights in Exchange: the administrators' guide says how. A change can take two hours to arrive.",
    who: 'exchange-administrator',
    status: 409,
  },
  'exchange-throttled': {
    sentence: 'Exchange asked for a pause. The calendar goes on afterwards by itself.',
    action: 'Nothing.',
    who: 'nobody',
    status: 503,
  },
  'exchange-answer-broken': {
    sentence: 'Exchange sent an answer that is cut short, too large or not XML. Nothing was concluded from it.',
    action: 'It is tried again by itself; if it stays so, look for a proxy that alters answers.',
    who: 'nobody',
    status: 502,
  },
  'exchange-error': {
    sentence:
      'Exchange answered with an error of its own. A change that was under way may have been made; the next run finds out.',
    action: 'It is tried again by itself; the response code is in the detail.',
    who: 'nobody',
    status: 502,
  },
  'exchange-version-too-old': {
    sentence: 'The server is older than Exchange 2007 with Service Pack 1, or refuses every version of EWS we speak.',
    action: 'Connect a server of a later version.',
    who: 'administrator',
    status: 422,
  },
  'working-elsewhere-kept-as-free': {
    sentence: 'Before version 2013, Exchange does not know "working elsewhere": such entries show as free there.',
    action: 'Nothing; the entry itself keeps what it says.',
    who: 'nobody',
    status: 422,
  },

  // Microsoft 365: the organisation's consent, and the application's own credential
  'consent-not-offered': {
    sentence: 'The operator of this service has no application in this cloud of Microsoft, so nobody can grant it.',
    action: 'Ask the operator to register one, or use an application of your own organisation.',
    who: 'operator',
    status: 409,
  },
  'consent-not-needed': {
    sentence:
      'The Exchange connection of this company does not use the application that this service asks consent for.',
    action: 'Save a connection of the kind graph with the application of the operator, then start the consent.',
    who: 'administrator',
    status: 409,
  },
  'consent-missing': {
    sentence:
      'No organisation of Microsoft 365 has granted this application access, or it was withdrawn. Calendars wait; nothing is lost.',
    action: 'Start the consent and grant it as an administrator of the organisation.',
    who: 'administrator',
    status: 409,
  },
  'consent-state-invalid': {
    sentence: 'This address is not the end of a consent that was started here. Nothing was connected.',
    action: 'Start the consent again, and let Microsoft bring you back without changing the address.',
    who: 'administrator',
    status: 400,
  },
  'consent-expired': {
    sentence: 'The consent took longer than its ten minutes. Nothing was connected.',
    action: 'Start it again; what was granted at Microsoft stays granted.',
    who: 'administrator',
    status: 410,
  },
  'consent-used': {
    sentence: 'This consent was used already, or a newer one was started after it. Nothing was changed by it now.',
    action: 'Look at the state of the connection; if it is not connected, start the consent again.',
    who: 'administrator',
    status: 409,
  },
  'consent-other-session': {
    sentence: 'This page was opened by somebody who did not start the consent. Nothing was connected.',
    action:
      'Open it in the browser that started it; if it was started with an API key, finish it with that key and the address of this page.',
    who: 'administrator',
    status: 403,
  },
  'consent-declined': {
    sentence: 'The consent was declined at Microsoft. Nothing was connected.',
    action: 'Start it again when the organisation wants to grant it.',
    who: 'administrator',
    status: 403,
  },
  'consent-not-administrator': {
    sentence:
      'The account that signed in at Microsoft has no role there that may connect its organisation. Nothing was connected.',
    action:
      'Start it again and sign in as a Global Administrator or Privileged Role Administrator, with the role activated. Once it is granted, an Application Administrator or Cloud Application Administrator can finish it, too.',
    who: 'administrator',
    status: 403,
  },
  'consent-without-directory-roles': {
    sentence:
      'Microsoft did not tell the roles of the account that signed in, so nothing shows that it is an administrator. Nothing was connected.',
    action:
      "Add the group claims DirectoryRole to the registration of the application: the operators' guide says how. Then start the consent again.",
    who: 'operator',
    status: 502,
  },
  'consent-failed': {
    sentence: 'Microsoft ended the consent with an error of its own. Nothing was connected.',
    action: 'Start it again; if it stays so, look the code up in the list of AADSTS codes.',
    who: 'administrator',
    status: 502,
  },
  'consent-code-refused': {
    sentence:
      'Microsoft refused the code of this sign-in: it belongs to another sign-in, was used already, or is too old. Nothing was connected.',
    action: 'Start the consent again, and finish it with the address to which Microsoft brings you back this time.',
    who: 'administrator',
    status: 409,
  },
  'consent-of-another-organisation': {
    sentence:
      'The organisation that the consent names is not the one of the person who signed in. Nothing was connected.',
    action: 'Start it again and use one account of the organisation itself, not a guest, for both pages of Microsoft.',
    who: 'administrator',
    status: 403,
  },
  'consent-too-early': {
    sentence: 'Microsoft does not know of the consent yet: it takes minutes to spread. Nothing was connected so far.',
    action: 'Wait a minute and check again.',
    who: 'administrator',
    status: 503,
  },
  'consent-role-missing': {
    sentence:
      'The application has no permission Calendars.ReadWrite in the organisation, or it has not spread yet. Nothing can be read.',
    action:
      'Wait a minute and check again; if it stays so, add the application permission to its registration and grant it again.',
    who: 'administrator',
    status: 502,
  },
  'consent-organisation-taken': {
    sentence: 'Another company of this service is connected to this organisation. Nothing was connected.',
    action: 'Disconnect it there first; if you do not know that company, ask the operator.',
    who: 'operator',
    status: 409,
  },
  'consent-organisation-changed': {
    sentence:
      'The company is connected to another organisation, whose mailboxes its calendars are paired with. Nothing was changed.',
    action: 'Sign in with an account of that organisation, or disconnect it first.',
    who: 'administrator',
    status: 409,
  },
  'consent-holder-changed': {
    sentence: 'The company that the request names does not hold this organisation any more. Nothing was released.',
    action: 'Read again which company holds the organisation, and decide about what it shows.',
    who: 'operator',
    status: 409,
  },
  'consent-at-the-same-time': {
    sentence: 'Another consent of this company ended in the same moment. Nothing was changed by this one.',
    action: 'Look at the state of the connection; if it is not connected, start the consent again.',
    who: 'administrator',
    status: 409,
  },
  'application-secret-expired': {
    sentence: 'The secret of the application has expired, so Microsoft gives it no access. Calendars wait.',
    action: 'The person who registered the application makes a new secret and enters it.',
    who: 'operator',
    status: 502,
  },
  'mailbox-not-in-exchange-online': {
    sentence: 'The mailbox is not in Exchange Online: it is on another server, has no licence, or is switched off.',
    action: 'Check the mailbox and its licence; a mailbox on an Exchange Server is reached over EWS.',
    who: 'exchange-administrator',
    status: 502,
  },
  'notifications-not-delivered': {
    sentence:
      'Microsoft does not reach this service with its change notifications. Changes in mailboxes are found by the timer, later.',
    action:
      'Check PUBLIC_URL, and that Microsoft reaches that address from the internet; it is tried again every hour.',
    who: 'operator',
    status: 502,
  },

  // One item
  'item-rejected': {
    sentence: 'The other calendar does not accept this entry as it is; the rest goes on.',
    action: 'Change the field named here, and it is tried again.',
    who: 'user',
    status: 422,
  },
  'recurrence-not-supported': {
    sentence:
      'The other calendar cannot hold how this series repeats, or has no time zone that keeps its times. It stays in its own calendar, whole: a series is never shortened.',
    action:
      'Nothing is needed. Or have its occurrences go there as single events (the rule unheldSeries). Or change how it repeats: one pattern (daily, weekly, monthly or yearly) that gives its first date, at most one occurrence a day, in order. Or choose a time zone that Outlook offers.',
    who: 'user',
    status: 422,
  },
  'zone-unknown': {
    sentence:
      'This event is in a time zone that has no known name. It is synchronised, its start and end kept as moments in time; were that zone to change its clocks, they would not move with it.',
    action: 'Nothing, or save the event again in a time zone of the list that the calendar offers.',
    who: 'user',
    status: 422,
  },
  'field-unreadable': {
    sentence:
      'One calendar holds a value of the field named here that the other one has no word for, such as a reminder after the start. It stays there as it is; all other fields are in step.',
    action: 'Nothing. Or give the field another value, and it goes across.',
    who: 'user',
    status: 422,
  },
  'field-not-held': {
    sentence:
      'The field named here has a value that the other calendar does not take, for example a text that is too long. It keeps its former value there; all other fields are in step.',
    action: 'Nothing. Or shorten or change the field, and it goes across.',
    who: 'user',
    status: 422,
  },
  'field-stored-differently': {
    sentence:
      'One calendar stores the field named here in another way than it was written, for example without its format. Each calendar keeps its own form; nothing is written back.',
    action: 'Nothing.',
    who: 'user',
    status: 422,
  },
  'time-stored-differently': {
    sentence:
      'One calendar stores another time for this event than it was given. Each calendar keeps its own, so they show different times; nothing is written back.',
    action: 'Compare both times, and set the event to a time that both calendars keep.',
    who: 'user',
    status: 422,
  },
  'field-not-recorded': {
    sentence:
      'Both calendars changed the field named here, and the value that would lose is too long to be kept on record. Both values stay as they are; all other fields are in step.',
    action: 'Give the field the same value in both calendars, or shorten the longer one.',
    who: 'user',
    status: 422,
  },
  'format-kept': {
    sentence:
      'The text of this event was changed by the business application. Its new words stand in the formatted text, which is kept otherwise.',
    action: 'Nothing, or look at the text in the calendar.',
    who: 'user',
    status: 422,
  },
  'format-lost': {
    sentence:
      'The business application changed the text of this event so much that its format could not be kept. The formatted text is on record for 30 days.',
    action: 'Nothing, or restore the formatted text from the list of conflicts. Its words then replace the new ones.',
    who: 'user',
    status: 422,
  },
  'series-zone-unknown': {
    sentence:
      'This series is in a time zone that has no known name, or that no known zone agrees with. So nobody can say when its later occurrences take place. It stays in its own calendar.',
    action: 'Save the series again in a time zone of the list that the calendar offers.',
    who: 'user',
    status: 422,
  },
  'ended-before-start-of-sync': {
    sentence: 'This ended before the time from which the user synchronises. It stays in its own calendar.',
    action: 'To include it, switch off and on again with a longer past.',
    who: 'user',
    status: 422,
  },
  direction: {
    sentence: 'The link goes one way for entries of this kind, and this stands on the other side. It stays there.',
    action: 'Nothing, or let the link go both ways.',
    who: 'user',
    status: 422,
  },
  filtered: {
    sentence: 'A rule of the link leaves this out; the rule is named. It stays in its own calendar.',
    action: 'Nothing, or change the rule.',
    who: 'user',
    status: 422,
  },
  'meeting-would-be-mailed': {
    sentence:
      'Microsoft Graph cannot change or remove this meeting of the user without mailing those invited, and this service mails only about invitations that it sent itself. It stays as it is.',
    action: 'Change or cancel it in Outlook, where those invited are told.',
    who: 'user',
    status: 422,
  },
  'not-for-calendars': {
    sentence: 'The entry is not for calendars: it has no duration, or it is a task of a project.',
    action: 'Nothing to do. Tasks of projects take part where the settings of the source say so.',
    who: 'nobody',
    status: 422,
  },
  'item-unreadable': {
    sentence: 'The calendar answers that this item cannot be read. It is not touched; the rest goes on.',
    action: 'Open it in its own calendar; if that fails too, it is damaged there.',
    who: 'user',
    status: 422,
  },

  // The connection to the business application
  'source-unavailable': {
    sentence: 'The business application could not be read. Nothing was concluded from it.',
    action: 'It is tried again by itself.',
    who: 'nobody',
    status: 503,
  },
  'source-answer-broken': {
    sentence:
      'The business application sent an answer that is cut short, too large or not in its own format. Nothing was concluded from it.',
    action: 'It is tried again by itself; if it stays so, look for a proxy or a sign-in page before the application.',
    who: 'nobody',
    status: 502,
  },
  'source-throttled': {
    sentence: 'The business application asked for a pause. Calendars go on afterwards by themselves.',
    action: 'Nothing.',
    who: 'nobody',
    status: 503,
  },
  'source-sign-in-refused': {
    sentence: 'The business application refused the credentials of its connection. Calendars wait; nothing is lost.',
    action: 'Check the account or client id and its secret in the settings of the source, and whether they have ended.',
    who: 'administrator',
    status: 502,
  },
  'source-addon-missing': {
    sentence:
      'The business application is reached, and the add-on that its API belongs to is missing. Calendars wait; nothing is lost.',
    action: 'Order the add-on for the REST API, or switch the feature on, in the business application.',
    who: 'administrator',
    status: 502,
  },
  'source-terms-not-approved': {
    sentence:
      'The terms of service of the API are not approved in the business application. Calendars wait; nothing is lost.',
    action: 'Have a main user approve the terms of service of the API in the business application.',
    who: 'administrator',
    status: 502,
  },
  'source-organisation-inactive': {
    sentence:
      'The organisation is not active in the business application, or its trial has ended. Calendars wait; nothing is lost.',
    action: 'Ask the vendor of the business application to activate the organisation.',
    who: 'administrator',
    status: 502,
  },
  'source-rights-missing': {
    sentence:
      'The business application let the account in and does not let it read or change entries. Calendars wait; nothing is lost.',
    action: 'Give the account of the connection the rights that the guide of the application names.',
    who: 'administrator',
    status: 502,
  },
  'source-fields-missing': {
    sentence:
      'The business application does not show every field of a calendar item, or two of them fit equally well. Calendars wait; nothing is lost.',
    action:
      'Run the connection test, which names them. Give the account rights on these fields, or name the right ones in the settings of the source.',
    who: 'administrator',
    status: 502,
  },
  'source-address-refused': {
    sentence: 'The address of the business application is not one this service may call.',
    action: 'Use https and a public address; a server in a private network has to be allowed by the operator.',
    who: 'administrator',
    status: 422,
  },
  'source-certificate-untrusted': {
    sentence: 'The certificate of the business application does not verify, so no secret was sent.',
    action: 'Install a valid certificate on its server, and check the address in the settings of the source.',
    who: 'administrator',
    status: 502,
  },
  'source-settings-incomplete': {
    sentence: 'The settings of the source lack something that this release needs. Calendars wait; nothing is lost.',
    action: 'Save the settings of the source again, with their secrets; the answer names each field that is missing.',
    who: 'administrator',
    status: 409,
  },
  'source-secret-unreadable': {
    sentence:
      'A stored secret of the source cannot be decrypted: its key is neither ENCRYPTION_KEY nor one of FORMER_ENCRYPTION_KEYS. Calendars wait.',
    action:
      'Put the former key into FORMER_ENCRYPTION_KEYS, or save the settings of the source again with their secrets.',
    who: 'operator',
    status: 500,
  },

  // The service itself
  'message-not-understood': {
    sentence: 'A queue message was not one of ours and was set aside; calendars are not touched by it.',
    action: 'Look at the poison queue; delete the message when it is understood.',
    who: 'operator',
    status: 500,
  },
  'poll-failed': {
    sentence:
      'The business application could not be asked for changes: the poll failed again and again for a reason of its own.',
    action: 'Look in the log for the function pollSource. The next tick of the timer tries again.',
    who: 'operator',
    status: 500,
  },
  'run-failed': {
    sentence: 'A run of this link failed repeatedly. Its calendar waits; nothing is lost.',
    action: 'Read the detail; the next timer tick tries again.',
    who: 'operator',
    status: 500,
  },
} as const satisfies Record<string, Problem>;

export type ProblemCode = keyof typeof problems;

/** Codes that were stored by another release may be unknown to this one: they read as an internal error. */
export const problemOf = (code: string): Problem & { readonly code: string } => ({
  code,
  ...(Object.hasOwn(problems, code) ? problems[code as ProblemCode] : problems['internal-error']),
});
