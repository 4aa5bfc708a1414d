/** Programs that some tests need: without one, its tests are skipped; where all are required, they fail instead. */
import { spawnSync } from 'node:child_process'
import { describe } from 'vitest'

/**
 * Null where `program` is there. Else a sentence for the title of what is skipped.
 *
 * @throws when TESTS_REQUIRE_SERVICES is 1: the file that asks then counts as failed (`.ci/run`).
 */
export function missing(program: string, debianPackage: string, isThere = answers(program)): string | null {
  if (isThere) return null
  const sentence = `${program} is missing: install it (Debian: apt-get install ${debianPackage}) to run this`
  if (process.env.TESTS_REQUIRE_SERVICES === '1') throw new Error(sentence)
  return sentence
}

/** A suite that asks `program` for its opinion or its service. */
export function describeWith(program: string, debianPackage: string, title: string, body: () => void): void {
  const why = missing(program, debianPackage)
  describe.skipIf(why !== null)(why === null ? title : `${title} (${why})`, body)
}

function answers(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined
}
