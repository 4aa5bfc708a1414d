/** Which module may import which: the table of docs/architecture.md. A row names only rows above it. */

type Row = { readonly modules: readonly string[]; readonly packages?: readonly string[] }

/** `packages` is for the pure modules, which may name no other; the others are free in what they use. */
export const IMPORT_TABLE: Readonly<Record<string, Row>> = {
  lang: { modules: [], packages: [] },
  bytes: { modules: ['lang'], packages: ['node:crypto'] },
  'explained-error': { modules: [], packages: [] },
  'file-fault': { modules: [], packages: [] },
  'kept-by': { modules: [], packages: [] },
  'make-folder': { modules: [] },
  recent: { modules: [], packages: [] },
  together: { modules: [], packages: [] },
  'json-mistake': { modules: [], packages: ['zod'] },
  printable: { modules: [], packages: [] },
  search: { modules: [], packages: [] },
  'zip-entry': { modules: [], packages: ['yazl'] },
  indexed: { modules: ['kept-by'], packages: [] },
  merged: { modules: ['kept-by'], packages: [] },
  summed: { modules: ['kept-by'], packages: [] },
  'policy-parts': { modules: ['lang'], packages: ['zod'] },
  'canonical-json': { modules: ['lang', 'bytes'] },
  access: { modules: ['lang', 'bytes', 'canonical-json'] },
  system: { modules: ['lang'] },
  config: { modules: ['lang', 'explained-error', 'file-fault'] },
  cli: { modules: ['lang', 'access'] },
  campaign: { modules: ['lang', 'explained-error', 'kept-by'], packages: ['zod'] },
  format: { modules: ['lang', 'bytes', 'kept-by', 'recent'], packages: ['node:crypto', 'node:zlib'] },
  validation: { modules: ['lang', 'bytes', 'kept-by', 'recent', 'format'], packages: ['node:crypto'] },
  identity: { modules: ['lang', 'bytes', 'campaign'], packages: ['zod'] },
  workers: { modules: ['lang', 'bytes', 'format', 'validation', 'identity'] },
  mail: { modules: ['lang', 'bytes', 'system', 'format'] },
  submission: { modules: ['lang', 'bytes', 'campaign', 'mail'], packages: [] },
  attribution: { modules: ['lang', 'campaign', 'mail', 'submission', 'validation', 'identity'], packages: [] },
  tally: {
    modules: ['lang', 'kept-by', 'merged', 'summed', 'campaign', 'submission', 'validation', 'identity', 'attribution'],
    packages: [],
  },
  store: {
    modules: [
      ...['lang', 'bytes', 'canonical-json', 'campaign', 'mail', 'submission', 'validation', 'identity', 'access'],
      ...['attribution', 'tally', 'search', 'recent', 'together', 'explained-error'],
    ],
  },
  bundle: {
    modules: [
      'lang',
      'bytes',
      'explained-error',
      'file-fault',
      'json-mistake',
      'policy-parts',
      'printable',
      'zip-entry',
      'canonical-json',
      'format',
      'validation',
      'store',
    ],
  },
  queue: { modules: ['lang', 'explained-error', 'together', 'system', 'store'] },
  evidence: {
    modules: [
      'lang',
      'bytes',
      'together',
      'explained-error',
      'file-fault',
      'json-mistake',
      'policy-parts',
      'printable',
      'system',
      'format',
      'validation',
      'store',
    ],
  },
  pipeline: {
    modules: [
      ...['lang', 'bytes', 'system', 'campaign', 'format', 'validation', 'mail', 'submission', 'identity'],
      ...['attribution', 'tally', 'store', 'queue', 'evidence'],
    ],
  },
  upkeep: {
    modules: ['lang', 'bytes', 'canonical-json', 'access', 'system', 'campaign', 'mail', 'tally', 'store', 'queue'],
  },
  metrics: { modules: [] },
  backup: { modules: ['lang', 'make-folder', 'campaign', 'store', 'upkeep'] },
  report: {
    modules: [
      'lang',
      'kept-by',
      'summed',
      'printable',
      'campaign',
      'mail',
      'submission',
      'validation',
      'identity',
      'attribution',
      'tally',
    ],
    packages: [],
  },
  notices: {
    modules: [...['lang', 'printable', 'campaign', 'mail', 'submission', 'tally', 'report']],
    packages: ['zod', 'hono/html'],
  },
  papers: {
    modules: [
      ...['lang', 'bytes', 'kept-by', 'printable', 'zip-entry', 'campaign', 'submission', 'validation', 'identity'],
      ...['tally', 'report', 'notices'],
    ],
  },
  outbox: {
    modules: [
      ...[
        'lang',
        'bytes',
        'printable',
        'access',
        'system',
        'campaign',
        'mail',
        'submission',
        'tally',
        'store',
        'queue',
      ],
      'notices',
    ],
  },
  web: {
    modules: [
      ...[
        'lang',
        'bytes',
        'kept-by',
        'indexed',
        'merged',
        'summed',
        'printable',
        'recent',
        'search',
        'access',
        'system',
        'campaign',
        'mail',
        'submission',
        'validation',
        'identity',
        'attribution',
        'tally',
        'store',
      ],
      'upkeep',
      'report',
      'papers',
      'notices',
    ],
  },
  fixtures: { modules: ['lang', 'bytes', 'campaign', 'submission', 'validation', 'tally'] },
}

/** They put the parts together: they may import everything, and they alone name an adapter. */
export const COMPOSITION: readonly string[] = ['main', 'serve', 'verify', 'trust', 'administer', 'register']

/** One of the ways to keep a promise; whoever needs the promise names the port. */
export const ADAPTERS: readonly string[] = [
  'src/mail/eml-folder.ts',
  'src/mail/imap.ts',
  'src/store/sqlite.ts',
  'src/queue/in-process.ts',
  'src/queue/bullmq.ts',
  'src/outbox/smtp.ts',
  'src/evidence/imported.ts',
  'src/evidence/cached.ts',
  'src/evidence/http.ts',
  'src/evidence/open-evidence.ts',
  'workers/pool.ts',
  'workers/picture-pool.ts',
  'workers/text-pool.ts',
]

/** Same input, same result, on any day and any machine. */
export const PURE: readonly string[] = [
  'format',
  'validation',
  'campaign',
  'submission',
  'identity',
  'attribution',
  'tally',
  'report',
  'notices',
]
