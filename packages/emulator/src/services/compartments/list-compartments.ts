// Lists the compartments of a compartment.
import { invalidParameter, notFound, type Answer } from '../../frame/service/answer.ts'
import { choiceOf } from '../../frame/service/lists/choice.ts'
import { listAnswer } from '../../frame/service/lists/list-answer.ts'
import { LIFECYCLE_STATES } from '../../tenancy/lifecycle-states.ts'

export interface Compartment {
  readonly id: string
  /** Of its parent, `null` for the root compartment. */
  readonly compartmentId: string | null
  readonly name: string
  readonly timeCreated: string
}

const SORTS = { TIMECREATED: 'timeCreated', NAME: 'name' } as const
const ACCESS_LEVELS = ['ANY', 'ACCESSIBLE'] as const
/** OCI's SDK for Python writes them as Python does. */
const BOOLEANS = ['false', 'true', 'False', 'True'] as const

/**
 * @param all - the root compartment first
 * @see docs/sources.md#lists-and-compartments
 */
export function listCompartments(all: readonly Compartment[], query: URLSearchParams): Answer {
  const root = all[0]?.id
  const asked = query.get('compartmentId') ?? root
  const [access, inSubtree] = [
    choiceOf(query, 'accessLevel', ACCESS_LEVELS),
    choiceOf(query, 'compartmentIdInSubtree', BOOLEANS),
  ]
  if (typeof access === 'object') return invalidParameter(access.wrong)
  if (typeof inSubtree === 'object') return invalidParameter(inSubtree.wrong)
  if (!all.some(({ id }) => id === asked)) return notFound()
  if (inSubtree?.toLowerCase() === 'true' && asked !== root)
    return invalidParameter('compartmentIdInSubtree can only be true for the tenancy, which is the root compartment')
  // The one compartment has none below it, so that children and descendants are the same.
  const items = all.filter(({ compartmentId }) => compartmentId === asked)
  return listAnswer({ items, filters: ['name'], states: LIFECYCLE_STATES, sorts: SORTS }, query)
}
