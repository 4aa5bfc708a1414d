import { configDefaults, defineConfig } from 'vitest/config'
import { IS_NIGHT } from './test/night.ts'

/** They wait for minutes, as a service does. */
const LONG = ['patient', 'killed-reading', 'set-up-tokens'].map((name) => `test/services/${name}.test.ts`)

/** They start services and browsers, or fill their memory: each has a process for itself. The others run file after file in one. */
const ALONE = ['test/practice.test.ts', 'test/validation/bombs.test.ts']
for (const folder of ['browser', 'services', 'store', 'workers']) ALONE.push(`test/${folder}/**/*.test.ts`)

const EXCLUDED = [...configDefaults.exclude, ...(IS_NIGHT ? [] : LONG)]

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
    // Two cores: a worker more makes each test slower, and all of them no faster.
    maxWorkers: 2,
  },
})
