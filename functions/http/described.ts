// The routes of the API as they describe themselves when they are registered. openapi.json is drawn from this list.
import type { HttpMethod } from '@azure/functions';
import type { z } from 'zod';
import type { Action } from '../../shared/access/roles.ts';

/** The body of an answer: JSON of this schema, plain text, or nothing. */
export type AnswerBody = z.ZodType | 'text' | 'nothing';

export interface RouteDescription {
  /** The function's name in Azure, and the id of the operation. */
  readonly name: string;
  readonly method: HttpMethod;
  readonly path: string;
  /** The permission that the caller needs. */
  readonly action: Action;
  /** For people: one line without a full stop. */
  readonly summary: string;
  /** By status. Refusals are problem details, and stand here only where they answer more. */
  readonly answers: Readonly<Record<number, AnswerBody>>;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The body for readers, where the route parses it in two steps. */
  readonly shownBody?: z.ZodType;
}

const described: RouteDescription[] = [];

export const describeRoute = (route: RouteDescription): void => void described.push(route);

/** In the order in which functions/main.ts registers them. */
export const describedRoutes = (): readonly RouteDescription[] => described;
