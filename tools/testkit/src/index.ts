// What the packages' tests share.
export { testReadme } from './test-readme.ts'
