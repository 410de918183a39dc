// What `lifecycleState` of the identity API's resources can be; those of the emulator are all active.

export const LIFECYCLE_STATES: readonly string[] = ['CREATING', 'ACTIVE', 'INACTIVE', 'DELETING', 'DELETED']
