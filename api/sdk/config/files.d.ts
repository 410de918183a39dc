// The public contract of @x/sdk/config/files, written by `npm run generate`: a change here is a change for its users.

export {
  Environment,
  HomeOptions,
  LockOptions,
  PrivateFile,
  ReadTextFileOptions,
  WritePrivateFilesOptions,
  readTextFile,
  withFileLock,
  writePrivateFiles,
} from '@x/config/files'
