// The last rule: the states of both sides lead to one decision. decide.ts has the tables. docs/sync.md section 6 has
// the reasons.
import type { MergePolicy } from '../../../calendar/changes/mergeFields.ts';
import { type Direction, directionOf } from '../../ports/linkRules.ts';
import type { Side } from '../../ports/remote.ts';
import { typeOf } from '../entryType.ts';
import { editedFields } from '../facts/unfinished.ts';
import { decided, type Plan, type Verdict } from '../plan.ts';
import type { Settings } from '../settings.ts';
import {
  COPY_DECISIONS,
  type CopyDecision,
  DECISIONS,
  type Decision,
  type OneWayDecision,
  type SideState,
  TO_EXCHANGE_DECISIONS,
  TO_SOURCE_DECISIONS,
} from './decide.ts';
import { createOn, deleteOn, merge } from './operations.ts';

const BY_DIRECTION = { both: DECISIONS, toExchange: TO_EXCHANGE_DECISIONS, toSource: TO_SOURCE_DECISIONS };

export function decideByState(plan: Plan, settings: Settings): Verdict {
  const direction = directionOf(settings.rules, typeOf(settings, plan));
  const decisions = plan.isCopy ? COPY_DECISIONS : BY_DIRECTION[direction];
  const decision = decisions[stateOf(plan, settings, 'mailbox')][stateOf(plan, settings, 'source')];
  const policy = plan.isCopy ? 'copy' : policyOf(settings, direction);
  return decided(carryOut(plan, settings, { decision, policy }));
}

function policyOf({ conflictPolicy, rules }: Settings, direction: Direction): MergePolicy {
  if (direction === 'both') return conflictPolicy;
  return { to: direction === 'toExchange' ? 'mailbox' : 'source', forbidden: rules.forbidden };
}

function stateOf(plan: Plan, settings: Settings, side: Side): SideState {
  const reading = plan[side];
  if (reading.state !== 'present') return reading.state;
  return editedFields(settings, plan, side).length > 0 ? 'changed' : 'same';
}

interface Choice {
  readonly decision: Decision | CopyDecision | OneWayDecision;
  readonly policy: MergePolicy;
}

function carryOut(plan: Plan, settings: Settings, { decision, policy }: Choice): Plan {
  const isOneWay = typeof policy === 'object';
  switch (decision) {
    case 'nothing':
      return plan;
    case 'tombstone':
    case 'left':
    case 'leftOut':
      return { ...plan, conclusion: decision };
    case 'merge':
      return merge(plan, settings, policy);
    case 'createEvent':
    case 'recreateEvent':
      return createOn(plan, settings, 'mailbox');
    case 'createEntry':
    case 'recreateEntry':
      return createOn(plan, settings, 'source');
    case 'deleteEvent':
      return deleteOn(plan, settings, { side: 'mailbox', recordsEdits: policy === 'copy' || isOneWay });
    case 'deleteEntry':
      return deleteOn(plan, settings, { side: 'source', recordsEdits: isOneWay });
    case 'forbiddenDelete':
      if (settings.rules.forbidden === 'leave') return { ...plan, conclusion: 'left' };
      return createOn(plan, settings, plan.mailbox.state === 'gone' ? 'mailbox' : 'source');
  }
}
