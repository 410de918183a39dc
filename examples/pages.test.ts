// The code in the pages for users runs as it stands: that of each principal where this principal is at home.
import { testReadme } from '@x-tools/testkit'

const here = new URL('./', import.meta.url)
const PAGES = {
  'which-principal.md': 'instance',
  'which-principal/laptop.md': 'user',
  'which-principal/instance.md': 'instance',
  'which-principal/function.md': 'resource-2.2',
  'which-principal/pod.md': 'oke',
  'which-principal/ci-job.md': 'token-exchange',
  'which-principal/worker.md': 'user',
  'migrating-from-oci-common.md': 'instance',
  'migrating-from-python.md': 'instance',
} as const

for (const [page, place] of Object.entries(PAGES)) testReadme(new URL(`../docs/${page}`, here), here, place)
