// The address of Exchange Web Services, as an administrator types it.

/** A URL of EWS that we call: https, no user name, no query, the path /EWS/Exchange.asmx. Any other text: undefined. */
export function ewsUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  if (url.search !== '' || url.hash !== '') return undefined;
  return url.pathname.toLowerCase() === '/ews/exchange.asmx' ? url : undefined;
}
