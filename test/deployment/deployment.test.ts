/** What the files for Docker and systemd promise, read as those programs read them. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readConfig } from '../../src/config.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (name: string) => readFileSync(`${root}${name}`, 'utf8')

const Service = z.looseObject({
  image: z.string(),
  user: z.string(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  pids_limit: z.number(),
  mem_limit: z.string(),
  restart: z.literal('unless-stopped'),
  logging: z.object({
    driver: z.literal('json-file'),
    options: z.object({ 'max-size': z.string(), 'max-file': z.string() }),
  }),
  healthcheck: z.looseObject({ test: z.array(z.string()) }),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  command: z.array(z.string()).default([]),
})
const File = z.looseObject({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() })).default({}),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
})

const compose = (name: string) => File.parse(parse(read(name), { merge: true }))
const files = ['docker-compose.yml', 'docker-compose.scale.yml']

describe.each(files)('%s', (name) => {
  const { services, secrets } = compose(name)

  test('publishes its ports on loopback alone', () => {
    for (const port of Object.values(services).flatMap(({ ports }) => ports)) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  test('gives passwords as files, and none in the environment', () => {
    for (const { environment } of Object.values(services)) {
      for (const [key, value] of Object.entries(environment)) {
        if (/PASSWORD/.test(key)) expect(key).toMatch(/_FILE$/)
        expect(value).not.toMatch(/:\/\/[^/@]*:[^/@]*@/)
      }
    }
    for (const { file } of Object.values(secrets)) expect(file).toMatch(/^\$\{/)
  })

  test('sets no variable that the program does not know', () => {
    const names = Object.values(services).flatMap(({ environment }) => Object.keys(environment))
    const own = Object.fromEntries(names.filter((key) => key.startsWith('SOKYSO_')).map((key) => [key, '']))
    expect(() => readConfig(own, () => '')).not.toThrow()
  })

  test('writes nowhere but into the data, the backups and the memory', () => {
    for (const volume of Object.values(services).flatMap(({ volumes }) => volumes)) {
      expect(volume).toMatch(/:ro$|^\.\/(?:data|backup)(?:\/[a-z]+)?:/)
    }
  })
})

test('by default there is one container, with nothing else to run', () => {
  expect(Object.keys(compose('docker-compose.yml').services)).toEqual(['sokyso'])
})

test('at scale whoever reads hostile files has no way out', () => {
  const { services, networks } = compose('docker-compose.scale.yml')
  expect(Object.keys(services).toSorted()).toEqual(['poll', 'postgres', 'redis', 'web', 'work'])
  expect(networks.inside?.internal).toBe(true)
  for (const name of ['work', 'postgres', 'redis']) expect(services[name]?.networks).toEqual(['inside'])
})

test('Redis is given its settings and its password by standard input, and a stop reaches it, not a shell before it', async () => {
  const { path: folder, remove } = await temporaryFolder()
  onTestFinished(remove)
  await writeFile(join(folder, 'password'), 'a$(b)`c`')
  await writeFile(join(folder, 'redis-server'), '#!/bin/sh\necho "process $$ $*"\ncat\n', { mode: 0o755 })
  const [program = '', ...args] = compose('docker-compose.scale.yml').services.redis?.command ?? []
  const said = args.map((arg) => arg.replaceAll('$$', '$').replaceAll('/run/secrets/redis_', `${folder}/`))
  const { pid, stdout } = spawnSync(program, said, {
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env.PATH}` },
  })
  expect(stdout.split('\n')).toEqual([
    `process ${pid} -`,
    'appendonly yes',
    'maxmemory-policy noeviction',
    'dir /data',
    'requirepass a$(b)`c`',
    '',
  ])
})

test('the image runs as nobody in particular, on Node 24, and holds no more than it needs', () => {
  const image = read('Dockerfile')
  expect(image.match(/^FROM .*/gm)).toEqual(['FROM node:24-slim AS packages', 'FROM node:24-slim'])
  expect(image).toMatch(/^USER 10001:10001$/m)
  expect(image).toContain('npm ci --omit=dev --ignore-scripts')
  expect(image).toMatch(/^HEALTHCHECK/m)
  const copied = [...image.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, names = '']) => names.split(' '))
  const ignored = read('.dockerignore').split('\n')
  for (const name of copied) expect(ignored).toContain(`!${name}`)
  expect(ignored[0]).toBe('*')
})

describe('the unit of systemd', () => {
  const unit = read('sokyso.service')

  test.each([
    ['ProtectSystem=strict'],
    ['NoNewPrivileges=yes'],
    ['PrivateTmp=yes'],
    ['DynamicUser=yes'],
    ['CapabilityBoundingSet='],
    ['RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX'],
    ['SystemCallFilter=@system-service'],
    ['MemoryMax=4G'],
    ['LoadCredential=imap_password:/etc/sokyso/imap_password'],
  ])('has %s', (line) => {
    expect(unit.split('\n')).toContain(line)
  })

  // A second opinion, where it can be had: images of Debian come without systemd.
  if (spawnSync('systemd-analyze', ['--version']).error !== undefined) return
  test('is rated as safe by systemd itself', () => {
    const args = ['security', '--offline=yes', '--threshold=20', `${root}sokyso.service`]
    const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
    expect(`${status} ${status === 0 ? '' : stdout + stderr}`).toBe('0 ')
  })
})
