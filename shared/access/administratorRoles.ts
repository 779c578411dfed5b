// The directory roles of Microsoft Entra whose holders may connect their organisation to a company. The template ids are
// those of "Microsoft Entra built-in roles"
// (learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference). They are the same in every
// organisation and cloud.

const ADMINISTRATOR_ROLES = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  cloudApplicationAdministrator: '158c047a-c907-4556-b7ef-446551a6b5f7',
} as const;

const TEMPLATE_IDS: ReadonlySet<string> = new Set(Object.values(ADMINISTRATOR_ROLES));

/** `directoryRoles`: the template ids of a person's roles, in either case. */
export const isAdministrator = (directoryRoles: readonly string[]): boolean =>
  directoryRoles.some((role) => TEMPLATE_IDS.has(role.toLowerCase()));
