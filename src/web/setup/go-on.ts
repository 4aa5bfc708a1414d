/** Where the way through the set-up leads after a step. */
import type { WebContext } from '../route.ts'
import type { Setup } from './setup.ts'
import { pathOf, STEPS, type StepId } from './steps.ts'

/** To the next step while nothing has started; else back to where something was changed. */
export async function goOn(c: WebContext, setup: Setup, done: StepId): Promise<Response> {
  const next = STEPS[STEPS.findIndex(({ id }) => id === done) + 1]?.id
  const to = (await setup.startedAt()) === null && next !== undefined ? next : done
  return c.redirect(`${pathOf(to)}?da=${done}`, 303)
}
