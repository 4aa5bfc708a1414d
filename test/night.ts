/** Two lanes: what takes long, and is told by something shorter as well, runs on nights (`TESTS_LONG=1 npm test`). */
export const IS_NIGHT = process.env.TESTS_LONG === '1'
