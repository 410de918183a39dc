// Where `@x/session` finds its files and services in a run: below the folder of the cell, and at the emulator.
import type { Emulator } from '@x/emulator'

/** Options of every function of the package; `home` is what `~` means. */
export const sessionPlace = (oci: Emulator, home: string) => ({
  env: {
    HOME: home,
    OCI_SESSION_LOGIN_ENDPOINT: oci.url,
    OCI_SESSION_AUTH_ENDPOINT: oci.url,
    OCI_SESSION_IDENTITY_ENDPOINT: oci.url,
  },
})
