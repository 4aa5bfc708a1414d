import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: a worker more would only make the child processes of the validation pool wait.
    maxWorkers: 2,
  },
})
