// "Busy only": a private pair gets its veil, or loses it, before its sides are compared.
import { goOn, type Plan, type Verdict } from '../plan.ts';
import { withVeil } from '../privateEvents.ts';
import type { Settings } from '../settings.ts';

export const drawVeil = (plan: Plan, settings: Settings): Verdict => goOn({ ...plan, row: withVeil(settings, plan) });
