import { configDefaults, defineConfig } from 'vitest/config'

/** They wait for minutes, as a service does: `TESTS_LONG=1 npm test` runs them too, as on nights. */
const LONG = ['test/services/patient.test.ts', 'test/services/killed-reading.test.ts']

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env.TESTS_LONG === '1' ? [] : LONG)],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: a worker more would only make the child processes of the validation pool wait.
    maxWorkers: 2,
  },
})
