// What the walk through the command line shows: lines as a person types them, in their order, with a word on what happens.

export interface Scene {
  readonly title: string
  readonly about: string
  /** Each runs in the same home folder, after those before it. */
  readonly lines: readonly (string | LateLine)[]
}

/** A line that somebody types later. */
export interface LateLine {
  readonly line: string
  readonly minutesLater: number
}

/** Words of the lines that are another in each run: shown as they stand here, and replaced when they run. */
export const PORT = '9000'
export const ENDPOINT = '$OCI_CLI_ENDPOINT'

export const SCENES: readonly Scene[] = [
  {
    title: 'Log in',
    about:
      'With a browser: a person logs in on the page of OCI, here on that of the emulator. On your machine leave out `--listen`: it is for a browser on another machine, whose port 8181 an ssh tunnel leads here. The second line finds the session good, and keeps it.',
    lines: [
      `ocix session authenticate --profile-name DAILY --region phx --listen 127.0.0.1:${PORT}`,
      'ocix session authenticate --profile-name DAILY --reuse',
      'ocix whoami --profile DAILY',
      'ocix iam region list --profile DAILY --query "data[:2].name"',
    ],
  },
  {
    title: 'Look around',
    about: 'Which sessions are there, and is this one good? The second line asks the service.',
    lines: ['ocix session list', 'ocix session validate --profile DAILY'],
  },
  {
    title: 'Go on',
    about: 'Forty minutes later the session is renewed, and its token is printed for other programs.',
    lines: [
      { line: 'ocix session refresh --profile DAILY', minutesLater: 40 },
      'ocix session token --profile DAILY --format json',
      'ocix session credential-process --profile DAILY',
    ],
  },
  {
    title: 'A short session, for another machine',
    about:
      'An API key opens a session of a quarter of an hour. It goes into an archive, and comes out of it by another name. `watch` keeps it alive as long as that can be: here until it ends, 15 minutes later.',
    lines: [
      'ocix session authenticate --no-browser --profile DEFAULT --profile-name SHORT --session-expiration-in-minutes 15',
      'ocix session export --profile SHORT --output-file short',
      'ocix session import --session-archive short.zip --profile-name COPY',
      'ocix session terminate --profile SHORT --force',
      'ocix session watch --profile COPY',
    ],
  },
  {
    title: 'Send a request that no SDK knows',
    about: 'Signed as whoever the profile is. A host that is none of OCI gets no signature.',
    lines: [
      `ocix raw-request --profile DAILY --http-method GET --target-uri ${ENDPOINT}/20160918/regions --query "[0]"`,
      `ocix raw-request --profile DAILY --http-method GET --target-uri https://example.com/`,
    ],
  },
  {
    title: 'Lend the profile to other programs',
    about: 'By variables that name files, never by the token itself.',
    lines: ['ocix exec --profile DAILY -- printenv OCI_CLI_PROFILE OCI_CLI_AUTH', 'ocix env --profile DAILY'],
  },
  {
    title: 'Tokens for databases and clusters',
    about: 'What database drivers and kubectl look for.',
    lines: [
      'ocix iam db-token get --profile DEFAULT',
      'ocix ce cluster generate-token --profile DAILY --region phx --cluster-id ocid1.cluster.oc1.phx.aaaaaaaaexample',
    ],
  },
  {
    title: 'Set up',
    about: 'An API key of your own, each question answered on the line; without them they are asked.',
    lines: [
      'ocix setup config --profile-name ADMIN --user ocid1.user.oc1..aaaaaaaaexample --tenancy ocid1.tenancy.oc1..aaaaaaaaexample --region phx --new-key --no-passphrase',
      'ocix setup repair-file-permissions --file ~/.oci/config',
    ],
  },
  {
    title: 'What is wrong?',
    about: 'The doctor looks at files, key, clock and network, and says what to do.',
    lines: ['ocix doctor --profile DAILY'],
  },
]
