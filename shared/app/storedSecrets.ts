// Where the settings of a connection hold sealed secrets: the one place to change when another kind of them comes.
import type { ApplicationCredential, ExchangeSettings } from '../state/directory.ts';

/** The settings with each sealed secret replaced. */
export function withSecrets(settings: ExchangeSettings, change: (sealed: string) => string): ExchangeSettings {
  const ofApplication = (credential: ApplicationCredential): ApplicationCredential =>
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
}

export function secretsIn(settings: ExchangeSettings): readonly string[] {
  const found: string[] = [];
  withSecrets(settings, (sealed) => {
    found.push(sealed);
    return sealed;
  });
  return found;
}
