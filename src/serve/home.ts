/** Where everything of the service lies. */
import { join } from 'node:path'

/** Practice has a place of its own, so that it never mixes with real letters. */
export const homeOf = (data: string, isPractice: boolean): string => (isPractice ? join(data, 'practice') : data)
