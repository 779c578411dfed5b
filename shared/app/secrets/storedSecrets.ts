// The places where stored settings hold sealed secrets: the one place to change when another kind of them comes.
import type { ExchangeSettings, SealedCredential, SourceSettings } from '../../state/directory.ts';

/** The settings with each sealed secret replaced. */
export type WithSecrets<T> = (settings: T, change: (sealed: string) => string) => T;

export const withExchangeSecrets: WithSecrets<ExchangeSettings> = (settings, change) => {
  const ofApplication = (credential: SealedCredential): SealedCredential =>
    credential.kind === 'secret'
      ? { ...credential, sealedSecret: change(credential.sealedSecret) }
      : { ...credential, sealedPrivateKey: change(credential.sealedPrivateKey) };
  if (settings.kind === 'graph') {
    const { application } = settings;
    if (application.kind === 'operator') return settings;
    return { ...settings, application: { ...application, credential: ofApplication(application.credential) } };
  }
  const { signIn } = settings;
  return signIn.method === 'oauth'
    ? { ...settings, signIn: { ...signIn, credential: ofApplication(signIn.credential) } }
    : { ...settings, signIn: { ...signIn, sealedPassword: change(signIn.sealedPassword) } };
};

/** The secrets of every application stand beside its settings. */
export const withSourceSecrets: WithSecrets<SourceSettings> = (settings, change) => {
  if (!settings.secrets) return settings;
  const changed = Object.entries(settings.secrets).map(([name, sealed]) => [name, change(sealed)]);
  return { ...settings, secrets: Object.fromEntries(changed) };
};

/** Each sealed secret of the settings. */
export function secretsIn<T>(withSecrets: WithSecrets<T>, settings: T): readonly string[] {
  const found: string[] = [];
  withSecrets(settings, (sealed) => {
    found.push(sealed);
    return sealed;
  });
  return found;
}
