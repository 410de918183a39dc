// The codes that the command line ends with. They are a contract: scripts decide by them.

export const EXIT = {
  ok: 0,
  /** What has no code of its own. */
  failed: 1,
  /** The command line itself is wrong, or asks for an answer where nobody can give one. */
  usage: 2,
  /** The session is over; a login helps. */
  expired: 3,
  /** A service refused who signs: 401. */
  refused: 4,
  /** A profile, or a file that it names, is missing or malformed. */
  profile: 5,
  /** No answer: network, proxy, time. */
  network: 6,
  /** The port of a login is taken. */
  port: 7,
  /** The user said no. */
  cancelled: 8,
  /** Something does not belong together, and is not trusted. */
  integrity: 9,
  /** A program cannot be started, or is not there: as a shell has it. */
  notStarted: 126,
  notFound: 127,
  interrupted: 130,
} as const

/** A signal ends a program with this and its number, as a shell has it: 143 is SIGTERM. */
export const SIGNAL_BASE = 128
