// All of @x/config/files. Written by `npm run generate`; do not edit.
export {
  type Environment,
  type HomeOptions,
  type LockOptions,
  type PrivateFile,
  type ReadTextFileOptions,
  type WritePrivateFilesOptions,
  readTextFile,
  withFileLock,
  writePrivateFiles,
} from '@x/config/files'
