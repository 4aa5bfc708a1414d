import { configDefaults, defineConfig } from 'vitest/config'

/** They wait for minutes, as a service does: `TESTS_LONG=1 npm test` runs them too, as on nights. */
const LONG = ['test/services/patient.test.ts', 'test/services/killed-reading.test.ts']

/** Tests of functions alone: they start nothing and keep nothing, so that one process may run file after file. */
const PURE = [
  'attribution',
  'campaign',
  'cases',
  'format',
  'identity',
  'notices',
  'report',
  'tally',
  'trust',
  'validation',
].map((folder) => `test/${folder}/**/*.test.ts`)
const EXCLUDED = [...configDefaults.exclude, ...(process.env.TESTS_LONG === '1' ? [] : LONG)]

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, exclude: EXCLUDED, isolate: false } },
      { extends: true, test: { name: 'each', include: ['test/**/*.test.ts'], exclude: [...EXCLUDED, ...PURE] } },
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: a worker more would only make the child processes of the validation pool wait.
    maxWorkers: 2,
  },
})
