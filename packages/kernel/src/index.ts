// What packages may use of the kernel. Nothing here is public by itself.
export { abortable } from './abort.ts'
export { argumentError } from './argument-error.ts'
export { authenticationTypeOf } from './authentication-type.ts'
export { base64Of, bytesOfBase64, pemOf } from './base64.ts'
export { errorJson, hasCode, type CodesOf } from './coded-error.ts'
export { decodeText } from './decode-text.ts'
export { processEnvironment, type Environment } from './environment.ts'
export { expandHome } from './home-path.ts'
export { identityCheck } from './identity-check.ts'
export { isLocalHost, isLoopbackHost } from './local-host.ts'
export { notify } from './notify.ts'
export { once } from './once.ts'
export { assertOptions, assertText, isRecord, kindOf, type Entrance, type Kinds } from './options/check-arguments.ts'
export type { OtherNames } from './options/nearest-name.ts'
export {
  noSuchName,
  refuseUnknownOptions,
  refuseUnlistedOptions,
  unknownOptionMessage,
  type OptionNames,
} from './options/unknown-options.ts'
export { REDACTED } from './secrets/redacted.ts'
export { isSecretName } from './secrets/secret-names.ts'
export { isKeyText, isSecretText, mayHoldKey } from './secrets/secret-text.ts'
export { causeWithout, isNoPath, shownPath } from './secrets/shown-path.ts'
export { utcTime } from './utc-time.ts'
export { makeFolder } from './make-folder.ts'
export { sleep, type Sleep } from './wait.ts'
