// The commands that an administrator of Exchange runs: PowerShell, with the ids of the connection filled in. They let
// this service into the mailboxes of one group and no others, and make Microsoft 365 allow it EWS. Microsoft: "Role
// Based Access Control for Applications in Exchange Online", "Configure impersonation", "Control access to EWS in
// Exchange".

import { CLOUD_NAMES, type CloudName } from '../../sync/ports/exchangeNames.ts';
import { cloudEwsOf } from '../ews/connection/microsoft365.ts';
import { CLOUDS } from '../graph/http/clouds.ts';
import { literal } from './powershell.ts';

/** The identity that signs in, as far as commands name it. */
export type Identity =
  | {
      readonly kind: 'application';
      readonly api: 'graph' | 'ews';
      readonly cloud: CloudName;
      readonly tenant: string;
      readonly clientId: string;
    }
  | { readonly kind: 'account'; readonly account: string; readonly access: 'impersonation' | 'delegate' };

export interface CommandsAsked {
  readonly identity: Identity;
  /** Name or address of the group whose direct members are synchronised. */
  readonly group: string;
  /** One of them. */
  readonly mailbox: string;
  /** The address of EWS; undefined over Graph. */
  readonly ewsUrl: string | undefined;
}

/** The commands as text: comments say what each part does, and hold no value. */
export function commandsFor(asked: CommandsAsked): string {
  const { identity, ewsUrl } = asked;
  if (identity.kind === 'account') {
    return text(identity.access === 'delegate' ? delegation(asked, identity) : impersonation(asked, identity));
  }
  const cloudEws = ewsUrl !== undefined && cloudEwsOf(ewsUrl) !== undefined;
  return text([...application(asked, identity), ...(cloudEws ? ['', ...allowed(asked, identity)] : [])]);
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** Of the scope, of the assignment and of the application in Exchange. */
const NAME = literal('Calendar synchronisation');

const ofGroup = (group: string): readonly string[] => [
  `$group = Get-DistributionGroup -Identity ${literal(group)}`,
  `$name = $group.DistinguishedName -replace "'", "''"`,
  `New-ManagementScope -Name ${NAME} -RecipientRestrictionFilter "MemberOfGroup -eq '$name'"`,
];

type Application = Extract<Identity, { readonly kind: 'application' }>;
type Account = Extract<Identity, { readonly kind: 'account' }>;

/** Role in Exchange, and the permission in Entra that it takes the place of: together they would be all mailboxes. */
const ROLES = {
  graph: { role: 'Application Calendars.ReadWrite', permission: 'ef54d2bf-783f-4e0f-bca1-3210c0444d99' },
  ews: { role: 'Application EWS.AccessAsApp', permission: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40' },
} as const;

/** The names of the clouds in Connect-MgGraph and Connect-ExchangeOnline. */
const ENVIRONMENTS: Readonly<Record<CloudName, { readonly graph: string; readonly exchange: string }>> = {
  global: { graph: 'Global', exchange: 'O365Default' },
  usGovernment: { graph: 'USGov', exchange: 'O365USGovGCCHigh' },
  china: { graph: 'China', exchange: 'O365China' },
};

function application({ group, mailbox }: CommandsAsked, { api, cloud, tenant, clientId }: Application): string[] {
  const { role, permission } = ROLES[api];
  const { graph, exchange } = ENVIRONMENTS[cloud];
  const scopes = "'Application.Read.All', 'AppRoleAssignment.ReadWrite.All'";
  return [
    '# Lets the application into the mailboxes of one group only: direct members, and nobody else.',
    '# Modules: ExchangeOnlineManagement, Microsoft.Graph.Applications.',
    `Connect-MgGraph -TenantId ${literal(tenant)} -Environment ${graph} -Scopes ${scopes}`,
    `Connect-ExchangeOnline -ExchangeEnvironmentName ${exchange}`,
    `$application = Get-MgServicePrincipal -Filter ${literal(`AppId eq '${clientId.replaceAll("'", "''")}'`)}`,
    `New-ServicePrincipal -AppId $application.AppId -ObjectId $application.Id -DisplayName ${NAME}`,
    ...ofGroup(group),
    `New-ManagementRoleAssignment -Name ${NAME} -App $application.AppId -Role ${literal(role)} -CustomResourceScope ${NAME}`,
    '',
    '# The permission over all mailboxes goes: it and the role together would be all mailboxes.',
    'Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $application.Id -All |',
    `  Where-Object AppRoleId -eq ${literal(permission)} |`,
    '  ForEach-Object { Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $application.Id -AppRoleAssignmentId $_.Id }',
    '',
    '# Verify: InScope is True for a member, False for anyone else. What has changed arrives within two hours.',
    `Test-ServicePrincipalAuthorization -Identity $application.AppId -Resource ${literal(mailbox)} | Format-Table`,
  ];
}

/** The list is written as a whole: what stands on it stays. */
function allowed({ mailbox }: CommandsAsked, { clientId }: Application): string[] {
  return [
    '# Lets the application use EWS in Microsoft 365, until EWS ends there. From then on only applications on this list',
    '# use EWS in the organisation: look which others need it. It takes up to 24 hours.',
    '$listed = (Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy).EwsAllowedAppIDs -split "," |',
    '  ForEach-Object { $_.Trim() } | Where-Object { $_ }',
    `$listed = @($listed) + ${literal(clientId)} | Sort-Object -Unique`,
    'Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs ($listed -join ",")',
    '',
    '# Verify: EwsEnabled is not False, neither here nor of the mailbox, and no list of user agents leaves out',
    '# exchange-calendar-sync.',
    'Get-OrganizationConfig | Format-List EwsEnabled, EwsApplicationAccessPolicy, EwsAllowList, EwsBlockList',
    `Get-CASMailbox -Identity ${literal(mailbox)} | Format-List EwsEnabled`,
  ];
}

/** Exchange Server 2010 and later. */
function impersonation({ group }: CommandsAsked, { account }: Account): string[] {
  return [
    '# Lets the service account act for the members of one group only: direct members, and nobody else.',
    ...ofGroup(group),
    `New-ManagementRoleAssignment -Name ${NAME} -Role ApplicationImpersonation -User ${literal(account)} -CustomRecipientWriteScope ${NAME}`,
    '',
    '# Verify: the account and the scope',
    `Get-ManagementRoleAssignment -Identity ${NAME} | Format-List RoleAssigneeName, CustomRecipientWriteScope`,
  ];
}

function delegation({ group, mailbox }: CommandsAsked, { account }: Account): string[] {
  return [
    '# Gives the service account Full Access to the mailboxes of one group as they are now, and to no others.',
    `Get-DistributionGroupMember -Identity ${literal(group)} -ResultSize Unlimited | ForEach-Object {`,
    `  Add-MailboxPermission -Identity $_.DistinguishedName -User ${literal(account)} -AccessRights FullAccess -InheritanceType All -AutoMapping $false`,
    '}',
    '',
    '# Verify: the account is in the list',
    `Get-MailboxPermission -Identity ${literal(mailbox)} | Format-Table User, AccessRights`,
  ];
}

/** By where one signs in; whoever signs in elsewhere is not in a national cloud. */
export const cloudOfLogin = (loginUrl: string): CloudName =>
  CLOUD_NAMES.find((name) => URL.parse(CLOUDS[name].loginUrl)?.host === URL.parse(loginUrl)?.host) ?? 'global';
