import { configDefaults, defineConfig } from 'vitest/config'

/** They wait for minutes, as a service does: `TESTS_LONG=1 npm test` runs them too, as on nights. */
const LONG = ['test/services/patient.test.ts', 'test/services/killed-reading.test.ts']

/** They start services and browsers, or fill their memory: each has a process for itself. The others run file after file in one. */
const ALONE = ['test/practice.test.ts', 'test/validation/bombs.test.ts']
for (const folder of ['browser', 'services', 'store', 'workers']) ALONE.push(`test/${folder}/**/*.test.ts`)

const EXCLUDED = [...configDefaults.exclude, ...(process.env.TESTS_LONG === '1' ? [] : LONG)]

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE, exclude: EXCLUDED } },
      {
        extends: true,
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: [...EXCLUDED, ...ALONE], isolate: false },
      },
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: a worker more would only make the child processes of the validation pool wait.
    maxWorkers: 2,
  },
})
