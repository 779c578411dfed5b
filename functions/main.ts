// The entry point of the bundle: everything that Azure calls. The settings are read here, once.
import { startApp } from './process/running.ts';
import './operator/companies.ts';
import './operator/apiKeys.ts';
import './operator/deletion.ts';
import './keys.ts';
import './settings.ts';
import './exchangeCommands.ts';
import './nextExchange.ts';
import './cutover.ts';
import './consent.ts';
import './consentCallback.ts';
import './organisations.ts';
import './synchronisation.ts';
import './users.ts';
import './workplace.ts';
import './address.ts';
import './links.ts';
import './cleanup.ts';
import './rematch.ts';
import './rules.ts';
import './linkStatus.ts';
import './holds.ts';
import './conflicts.ts';
import './explain.ts';
import './audit.ts';
import './preview.ts';
import './entries.ts';
import './health.ts';
import './notifications.ts';
import './schedule.ts';
import './renewSubscriptions.ts';
import './pollSource.ts';
import './syncLink.ts';
import './poison.ts';

startApp();

export { startApp };
