// Which calendar of a mailbox is meant, where it is not the default one.
export type CalendarChoice = { readonly name: string } | { readonly id: string };
