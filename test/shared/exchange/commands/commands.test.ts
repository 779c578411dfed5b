// The commands name this connection, and a hostile name in it changes nothing of what they do.
import { describe, expect, it } from 'vitest';
import {
  type CommandsAsked,
  cloudOfLogin,
  commandsFor,
  type Identity,
} from '../../../../shared/exchange/commands/commands.ts';
import { readShell } from './powershellLine.ts';

const application = (api: 'graph' | 'ews'): Identity => ({
  kind: 'application',
  api,
  cloud: 'global',
  tenant: 'contoso.example',
  clientId: '1111',
});
const account = (access: 'impersonation' | 'delegate'): Identity => ({
  kind: 'account',
  account: 'EXAMPLE\\svc-calendar',
  access,
});

const commands = (changes: Partial<CommandsAsked>) =>
  commandsFor({
    identity: application('graph'),
    group: 'Sync',
    mailbox: 'ada@example.com',
    ewsUrl: undefined,
    ...changes,
  });
const linesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const CLOUD = 'https://outlook.office365.com/EWS/Exchange.asmx';
const SERVER = 'https://mail.example.com/EWS/Exchange.asmx';

describe('commandsFor', () => {
  it('an application over Graph: scope, role and test by Microsoft, and the permission over all goes', () => {
    expect(linesOf(commands({}))).toEqual([
      "Connect-MgGraph -TenantId 'contoso.example' -Environment Global -Scopes 'Application.Read.All', 'AppRoleAssignment.ReadWrite.All'",
      'Connect-ExchangeOnline -ExchangeEnvironmentName O365Default',
      "$application = Get-MgServicePrincipal -Filter 'AppId eq ''1111'''",
      "New-ServicePrincipal -AppId $application.AppId -ObjectId $application.Id -DisplayName 'Calendar synchronisation'",
      "$group = Get-DistributionGroup -Identity 'Sync'",
      `$name = $group.DistinguishedName -replace "'", "''"`,
      `New-ManagementScope -Name 'Calendar synchronisation' -RecipientRestrictionFilter "MemberOfGroup -eq '$name'"`,
      "New-ManagementRoleAssignment -Name 'Calendar synchronisation' -App $application.AppId -Role 'Application Calendars.ReadWrite' -CustomResourceScope 'Calendar synchronisation'",
      'Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $application.Id -All |',
      "  Where-Object AppRoleId -eq 'ef54d2bf-783f-4e0f-bca1-3210c0444d99' |",
      '  ForEach-Object { Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $application.Id -AppRoleAssignmentId $_.Id }',
      "Test-ServicePrincipalAuthorization -Identity $application.AppId -Resource 'ada@example.com' | Format-Table",
    ]);
  });

  it('an application over EWS has a role of its own, and in Microsoft 365 a place on the list', () => {
    const cloud = commands({ identity: application('ews'), ewsUrl: CLOUD });
    expect(cloud).toContain("-Role 'Application EWS.AccessAsApp'");
    expect(cloud).toContain("'dc890d15-9560-4a4c-9b7f-a736ec74ec40'");
    expect(cloud).toContain("$listed = @($listed) + '1111' | Sort-Object -Unique");
    expect(cloud).toContain('Set-OrganizationConfig -EwsEnabled $true -EwsAllowedAppIDs ($listed -join ",")');
    expect(commands({ identity: application('ews'), ewsUrl: SERVER })).not.toContain('EwsAllowedAppIDs');
    expect(commands({})).not.toContain('EwsAllowedAppIDs');
  });

  it('a service account has impersonation over the group, or Full Access to its members', () => {
    const impersonation = commands({ identity: account('impersonation'), ewsUrl: SERVER });
    expect(impersonation).toContain(
      "-Role ApplicationImpersonation -User 'EXAMPLE\\svc-calendar' -CustomRecipientWriteScope 'Calendar synchronisation'",
    );
    const delegation = commands({ identity: account('delegate'), ewsUrl: SERVER });
    expect(delegation).toContain("-User 'EXAMPLE\\svc-calendar' -AccessRights FullAccess");
    expect(delegation).not.toContain('ApplicationImpersonation');
  });

  it('national clouds have their own names', () => {
    const china = commands({ identity: { ...application('graph'), cloud: 'china' } as Identity });
    expect(china).toContain('-Environment China ');
    expect(china).toContain('-ExchangeEnvironmentName O365China');
  });

  it.each([
    "'; Remove-Mailbox ada; '",
    '\u2019\r\nRemove-Mailbox ada #',
    '$(Remove-Mailbox ada)',
    '"; Remove-Mailbox ada; "',
    '# \u2028Remove-Mailbox ada',
    "'' -eq ''",
  ])('what is named %j is a name and nothing else', (hostile) => {
    const identities = [
      [application('ews'), { ...application('ews'), tenant: hostile, clientId: hostile }],
      [account('impersonation'), { ...account('impersonation'), account: hostile }],
      [account('delegate'), { ...account('delegate'), account: hostile }],
    ] as [Identity, Identity][];
    for (const [good, bad] of identities) {
      const [expected, found] = [
        commands({ identity: good, ewsUrl: CLOUD }),
        commands({ identity: bad, group: hostile, mailbox: hostile, ewsUrl: CLOUD }),
      ].map(readShell);
      expect(found?.shape).toBe(expected?.shape);
      expect(found?.literals).toHaveLength(expected?.literals.length ?? 0);
    }
  });
});

describe('cloudOfLogin', () => {
  it('knows the clouds by where one signs in', () => {
    expect(cloudOfLogin('https://login.microsoftonline.us')).toBe('usGovernment');
    expect(cloudOfLogin('https://login.chinacloudapi.cn/')).toBe('china');
    expect(cloudOfLogin('https://login.microsoftonline.com')).toBe('global');
    expect(cloudOfLogin('https://login.example.com')).toBe('global');
  });
});
