// Runs look after a link while it is on, and while the items that it made are being removed.
import type { LinkSettings } from '../../state/directory.ts';

/** The rows of a link without runs are kept up by the timer. */
export const hasRuns = ({ on, removing }: Pick<LinkSettings, 'on' | 'removing'>): boolean => on || removing === true;
