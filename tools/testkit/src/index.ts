// Published code as tests. What else the packages' tests share has a sub-path each, so that no test loads what it does not use.
export { testModules } from './test-modules.ts'
export { testReadme } from './test-readme.ts'
export { testPython } from './test-python.ts'
