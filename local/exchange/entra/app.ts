// An application registered with the local Entra.

/** An app registration with admin consent. The server's clock judges the times of its assertions. */
export interface App {
  readonly clientId: string;
  /** The tenant's id, as it stands in the authority's URL. */
  readonly tenant: string;
  readonly secret?: string;
  /** PEM of the certificate whose private key the app holds. */
  readonly certificate?: string;
  /** Application permissions. Default: full_access_as_app. */
  readonly roles?: readonly string[];
  /** The mailboxes that it may act for: all, or those of an RBAC management scope. */
  readonly impersonates: 'all' | readonly string[];
}
