// Plans the pairs of one chunk: asks the pure rules, answers their questions, and stages the rows of their plans.
import type { Look } from '../pair/look.ts';
import type { Plan, Planning } from '../pair/plan.ts';
import type { Asking } from '../pair/question.ts';
import type { Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { answerAll } from './answer.ts';
import { stageRows } from './job.ts';

export class Planner {
  readonly #session: Session;
  readonly #work: Work;
  readonly #planning: Planning;
  /** By pair, in the order in which they were planned. */
  readonly #plans = new Map<string, Plan>();

  constructor(session: Session, work: Work, planning: Planning) {
    this.#session = session;
    this.#work = work;
    this.#planning = planning;
  }

  /** Plans the pair by itself, and keeps its plan. */
  async plan(look: Look): Promise<Plan> {
    const { settings, context } = this.#session;
    const plan = await this.#answer(look, this.#planning.pair(look, settings, context.now()));
    this.#keep(plan, 0);
    return plan;
  }

  /** Drops the plan of this pair: it is not carried out now. */
  drop(pair: string): void {
    this.#plans.delete(pair);
    this.#work.discard(pair);
  }

  /** The plans of the chunk, after the rules about several pairs or links were asked. */
  async complete(): Promise<Plan[]> {
    await this.#ask(this.#planning.meeting);
    await this.#ask(this.#planning.invitations);
    return [...this.#plans.values()];
  }

  async #ask(rules: Planning['meeting']): Promise<void> {
    const { settings, context } = this.#session;
    for (const [pair, before] of [...this.#plans]) {
      // The pair has given way to another one meanwhile.
      if (!this.#plans.has(pair)) continue;
      const plan = await this.#answer(before, rules(before, settings, context.now()));
      if (plan.displaces !== undefined && plan.displaces !== before.displaces) this.drop(plan.displaces);
      this.#keep(plan, before.rows.length);
    }
  }

  #keep(plan: Plan, staged: number): void {
    const { pair } = plan.row;
    this.#plans.set(pair, plan);
    stageRows(this.#work, pair, plan.rows.slice(staged));
  }

  #answer<T>(look: Look, planning: Asking<T>): Promise<T> {
    const planned = (pair: string): Plan | undefined => this.#plans.get(pair);
    return answerAll({ session: this.#session, work: this.#work, look, planned }, planning);
  }
}
