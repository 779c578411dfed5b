// The directory roles of people in the local Entra, and what a role allows. The ids are those of Microsoft's page
// "Microsoft Entra built-in roles" (learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference).
// They are the same in every organisation and cloud.

const TEMPLATE_IDS = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Cloud Application Administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
  'Exchange Administrator': '29232cdf-9323-42fd-ade2-1d097af3e4de',
} as const;

export type DirectoryRole = keyof typeof TEMPLATE_IDS;

/** The role that every member of an organisation has. Microsoft's page does not name it; every token with roles has it. */
const MEMBER = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

/**
 * The claim `wids` of a person with these roles: "the tenant-wide roles assigned to this user" (learn.microsoft.com:
 * "Access token claims reference").
 */
export const widsOf = (roles: readonly DirectoryRole[]): readonly string[] => [
  ...roles.map((role) => TEMPLATE_IDS[role]),
  MEMBER,
];

/**
 * True for roles that grant an application permission of Graph. The two administrators of applications grant every other
 * permission (learn.microsoft.com: "Grant tenant-wide admin consent to an application", prerequisites).
 */
export const canGrant = (roles: readonly DirectoryRole[]): boolean =>
  roles.includes('Global Administrator') || roles.includes('Privileged Role Administrator');
