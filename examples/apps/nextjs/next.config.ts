// What a project needs beside its handlers.
import { fileURLToPath } from 'node:url'
import type { NextConfig } from 'next'

export default {
  // They read files whose names come from the configuration: bundled, they would have Next.js deploy the whole project with them.
  serverExternalPackages: ['@x/auth-federation', '@x/config'],
  // The packages are links into this repository, which Turbopack follows below its root only. Not needed for installed ones.
  turbopack: { root: fileURLToPath(new URL('../../..', import.meta.url)) },
} satisfies NextConfig
