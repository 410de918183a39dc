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

export const SCENES: readonly Scene[] = [
  {
    title: 'Look around',
    about: 'Which sessions are there, and is this one good? The second line asks the service.',
    lines: ['ocix session list', 'ocix session validate --profile SESSION'],
  },
  {
    title: 'Go on',
    about: 'Forty minutes later the session is renewed, and its token printed for another program.',
    lines: [
      { line: 'ocix session refresh --profile SESSION', minutesLater: 40 },
      'ocix session token --profile SESSION --format json',
    ],
  },
  {
    title: 'A short session, for another machine',
    about:
      'An API key opens one of a quarter of an hour. It goes into an archive, and comes out of it by another name.',
    lines: [
      'ocix session authenticate --no-browser --profile DEFAULT --profile-name SHORT --session-expiration-in-minutes 15',
      'ocix session export --profile SHORT --output-file short',
      'ocix session import --session-archive short.zip --profile-name COPY',
      'ocix session terminate --profile SHORT --force',
    ],
  },
]
