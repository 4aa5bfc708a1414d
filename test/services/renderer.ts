/** Whether pictures can be drawn here: the canvas is an optional package with a part for each platform. */
import { loadRenderer } from '../../workers/render-page.ts'

/**
 * Null where they can. Else a sentence for the title of what is skipped.
 *
 * @throws when TESTS_REQUIRE_SERVICES is 1, as `missing` does.
 */
export async function missingRenderer(): Promise<string | null> {
  if (await loadRenderer()) return null
  const sentence =
    'the optional package @napi-rs/canvas is missing: npm ci brings it where there is one for the platform'
  if (process.env.TESTS_REQUIRE_SERVICES === '1') throw new Error(sentence)
  return sentence
}
