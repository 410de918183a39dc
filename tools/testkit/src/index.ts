// What the packages' tests share.
export { testModules } from './test-modules.ts'
export { testReadme } from './test-readme.ts'
