// Everything that Azure calls: the entry point of the bundle. The settings are read here, once.
import { startApp } from './running.ts';
import './companies.ts';
import './settings.ts';
import './consent.ts';
import './consentCallback.ts';
import './users.ts';
import './links.ts';
import './linkStatus.ts';
import './preview.ts';
import './entries.ts';
import './health.ts';
import './schedule.ts';
import './pollSource.ts';
import './syncLink.ts';
import './poison.ts';

startApp();

export { startApp };
