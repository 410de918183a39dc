// What packages may use of the kernel. Nothing here is public by itself.
export { abortable } from './abort.ts'
export { argumentError } from './argument-error.ts'
export { errorJson, hasCode, type CodesOf } from './coded-error.ts'
export { processEnvironment, type Environment } from './environment.ts'
export { expandHome } from './home-path.ts'
export { notify } from './notify.ts'
export { once } from './once.ts'
export { sleep, type Sleep } from './wait.ts'
