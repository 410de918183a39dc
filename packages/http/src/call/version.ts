// This package's version, as it is told to services.
export { version as VERSION } from '../../package.json'
