import { testReadme } from '@x-tools/testkit'

testReadme(new URL('../README.md', import.meta.url))
